# What reads everybody's runs: Get-SbmStatistic -Team, Export-SbmReport -Team, Import-SbmRun -FromDatabase.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $database = Start-FaultDatabase
}

AfterAll { Clear-SbmTest }

Describe 'The team' {
    BeforeAll {
        $userHome = Use-SbmHome $TestDrive
        Set-TestVariable SBM_AUTOSYNC 0
        Set-TestVariable SBM_DATABASE_URL $database.Url
        foreach ($user in 'ana', 'bo', 'chen') {
            $env:SBM_USER_ID = $user
            1..$user.Length | ForEach-Object {
                $null = Invoke-SbmMigration -Slug "theme-$_" -ScriptBlock { @{ LinesMigrated = 100; ManualEstimate = [timespan]'02:00:00' } } -StorePath "./$user.json" -NoSync -Force -WarningAction SilentlyContinue
            }
            $null = Sync-SbmPendingRun -Wait -StorePath "./$user.json" -ErrorAction Stop
        }
        $env:SBM_USER_ID = 'ana'
    }

    It 'has figures from one small request that are those of all runs' {
        $before = @($database.Requests()).Count
        $sums = Get-SbmStatistic -Team
        $requests = @($database.Requests()) | Select-Object -Skip $before
        @($requests | Where-Object Target -match 'summaries').Count | Should -Be 1
        @($requests | Where-Object Target -match '/users').Count | Should -Be 0
        $exact = Get-SbmStatistic -Team -Exact
        foreach ($property in 'Runs', 'Successes', 'Lines', 'TimeSaved', 'AutomationTime') { $sums.$property | Should -Be $exact.$property }
        $sums.Runs | Should -Be 9
        $sums.TopContributor.Group | Should -Be chen, ana, bo
    }

    It 'is grouped by user' {
        $users = Get-SbmStatistic -Team -GroupBy User
        $users.Group | Should -Be chen, ana, bo
        (Get-SbmStatistic -Team -Exact -GroupBy User).Runs | Should -Be $users.Runs
        (Get-SbmStatistic -Team -Exact -GroupBy Slug).Group | Should -Contain 'theme-1'
    }

    It 'does not answer what sums do not know' {
        { Get-SbmStatistic -Team -GroupBy Week } | Should -Throw -ErrorId 'Sbm.InvalidTeamQuery*'
        { Get-SbmStatistic -Team -Since 1d } | Should -Throw -ErrorId 'Sbm.InvalidTeamQuery*'
        { Get-SbmStatistic -Exact } | Should -Throw -ErrorId 'Sbm.InvalidExact*'
    }

    It 'is in a report' {
        Export-SbmReport ./team.html -Team
        Get-Content ./team.html -Raw | Should -Match '9 runs of the team'
        Get-Content ./team.html -Raw | Should -Match 'chen'
    }

    It 'gives a lost store back' {
        $lost = Get-SbmRun -StorePath ./ana.json
        Remove-Item ./ana.json*
        $back = Import-SbmRun -FromDatabase -StorePath ./ana.json
        $back.Count | Should -Be 3
        (Get-SbmRun -StorePath ./ana.json).Id | Should -Be $lost.Id
        (Get-SbmRun -StorePath ./ana.json).SyncStatus | Select-Object -Unique | Should -Be synced
        Import-SbmRun -FromDatabase -StorePath ./ana.json | Should -BeNullOrEmpty
    }

    It 'has the figures of all runs again when a store was lost and brought back' {
        $null = Invoke-RestMethod "$($database.Url)/.json" -Method Patch -NoProxy -Body '{"summaries/ana/stale":{"name":"ana","runs":70,"successes":7,"slugs":7,"lines":7,"automation_seconds":7,"saved_seconds":7}}'
        (Get-SbmStatistic -Team).Runs | Should -Be 79
        Remove-Item ./ana.json*
        $null = Import-SbmRun -FromDatabase -StorePath ./ana.json
        foreach ($more in 0, 1, 2) {
            $exact = Get-SbmStatistic -Team -Exact
            $exact.Runs | Should -Be (9 + $more)
            foreach ($property in 'Runs', 'Successes', 'Lines', 'TimeSaved', 'AutomationTime') { (Get-SbmStatistic -Team).$property | Should -Be $exact.$property }
            $null = Invoke-SbmMigration -Slug "after-$more" -ScriptBlock { @{ LinesMigrated = 7 } } -StorePath ./ana.json -NoSync
            $null = Sync-SbmPendingRun -Wait -StorePath ./ana.json -ErrorAction Stop
        }
    }

    It 'says when the figures cannot be counted anew, and brings the runs back all the same' {
        $database.SetRules(@(@{ Method = 'PATCH'; Status = 401; Body = '{"error":"Permission denied"}' }))
        try {
            $back = Import-SbmRun -FromDatabase -StorePath ./again.json -WarningVariable said -WarningAction SilentlyContinue
            $back.Count | Should -Be 6
            "$said" | Should -Match 'not counted anew: .*Permission denied'
        }
        finally { $database.SetRules(@()) }
    }

    It 'leaves out records that are none, and counts them' {
        $url = $database.Url
        $null = Invoke-RestMethod "$url/.json" -Method Patch -NoProxy -Body '{"summaries/evil/x":{"runs":"many"},"summaries/evil/y":7,"users/evil/runs/a":[1],"users/evil/runs/b":{"slug":7}}'
        (Get-SbmStatistic -Team -WarningVariable said -WarningAction SilentlyContinue).Runs | Should -Be 12
        "$said" | Should -Match '2 records'
        (Get-SbmStatistic -Team -Exact -WarningVariable said -WarningAction SilentlyContinue).Runs | Should -Be 12
        "$said" | Should -Match '2 records'
    }

    It 'is this store alone, with a warning, when there is <Kind>' -ForEach @(
        @{ Kind = 'no network'; Url = 'http://127.0.0.1:9' }
        @{ Kind = 'no database'; Url = $null }
    ) {
        $env:SBM_DATABASE_URL = $Url
        try {
            $figures = Get-SbmStatistic -Team -StorePath ./bo.json -WarningVariable said -WarningAction SilentlyContinue
            $figures.Scope, $figures.Runs | Should -Be local, 2
            "$said" | Should -Match 'local'
        }
        finally { $env:SBM_DATABASE_URL = $database.Url }
    }

    It 'leaves them out of a report and of what is brought back, and counts them there, too' {
        $null = Invoke-RestMethod "$($database.Url)/.json" -Method Patch -NoProxy -Body '{"users/ana/runs/x":{"slug":7},"users/ana/runs/y":"text"}'
        try {
            $null = Export-SbmReport ./malformed.html -Team -WarningVariable said -WarningAction SilentlyContinue
            "$said" | Should -Match '4 records'
            (Import-SbmRun -FromDatabase -StorePath ./malformed.json -WarningVariable said -WarningAction SilentlyContinue).Count | Should -Be 6
            "$said" | Should -Match '2 records'
        }
        finally { $null = Invoke-RestMethod "$($database.Url)/.json" -Method Patch -NoProxy -Body '{"users/ana/runs/x":null,"users/ana/runs/y":null}' }
    }

    It 'says so where there is <Kind>: a report of this store, and nothing brought back' -ForEach @(
        @{ Kind = 'no network'; Url = 'http://127.0.0.1:9'; Id = 'Sbm.DatabaseUnreachable*' }
        @{ Kind = 'no database'; Url = $null; Id = 'Sbm.NotConfigured*' }
    ) {
        $env:SBM_DATABASE_URL = $Url
        try {
            $null = Export-SbmReport ./local.html -Team -Force -StorePath ./bo.json -WarningVariable said -WarningAction SilentlyContinue
            "$said" | Should -Match 'local'
            Get-Content ./local.html -Raw | Should -Match '2 runs recorded on this machine'
            { Import-SbmRun -FromDatabase -StorePath ./nothing.json } | Should -Throw -ErrorId $Id -PassThru | ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
            './nothing.json' | Should -Not -Exist
        }
        finally { $env:SBM_DATABASE_URL = $database.Url }
    }

    It 'names what must be mended when it may not be read' {
        $database.SetRules(@(@{ Method = 'GET'; Status = 401; Body = '{"error":"Permission denied"}' }))
        try { { Get-SbmStatistic -Team } | Should -Throw -ErrorId 'Sbm.DatabaseRefused*' }
        finally { $database.SetRules(@()) }
    }
}
