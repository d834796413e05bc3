BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $database = Start-FaultDatabase
    $refused = '{"error":"Permission denied"}'

    function Get-States { (Get-SbmRun).SyncStatus }
    # Before the drain's own two minutes are up; the database still hangs.
    function Assert-StoreFree { @(Get-SbmSyncStatus -Watch -Timeout 0:01:30)[-1].IsSyncing | Should -BeFalse }
    function Get-Sent { @($database.Requests() | Where-Object Method -EQ PATCH) }
}

AfterAll { Clear-SbmTest }

Describe 'Sync-SbmPendingRun' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $database.Reset()
        $PSDefaultParameterValues['Sync-SbmPendingRun:DatabaseUrl'] = $database.Url
        'one', 'two' | ForEach-Object { $null = Invoke-SbmMigration -Slug $_ -NoSync -ScriptBlock { } }
    }

    AfterEach {
        Get-Job | Where-Object PSJobTypeName -EQ SbmSyncJob | Remove-Job -Force
        $PSDefaultParameterValues.Remove('Sync-SbmPendingRun:DatabaseUrl')
    }

    It 'gives the report with -Wait, and marks the runs' {
        $report = Sync-SbmPendingRun -Wait -ErrorAction Stop
        $report.End, $report.Synced, $report.Failed, $report.Pending | Should -Be 'Completed', 2, 0, 0
        Get-States | Should -Be 'synced', 'synced'
        (Get-Sent)[0].Body | Should -Match '"slug":"one"'
    }

    It 'shows the report as a table and as a list' {
        $report = Sync-SbmPendingRun -Wait
        $lines = $report | Out-String -Stream -Width 79 | Where-Object { $_ }
        $lines[0] | Should -Match '^End +Synced Failed Pending Requests Duration'
        $lines[2] | Should -Match '^Completed\s+2\s+0\s+0\s+\d+\s+\d+\.\d\ds$'
        $report | Format-List | Out-String | Should -Match 'PendingRun'
    }

    It 'writes one error that names the runs that are refused' {
        $database.SetRules(@{ Status = 401; Body = $refused })
        $report = Sync-SbmPendingRun -Wait -WarningAction SilentlyContinue -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.SyncIncomplete,*'
        "$($problem[0])" | Should -Match "'one'.*Permission denied"
        $report.Failed | Should -Be 2
    }

    It 'says what is expected of a setting' {
        { Sync-SbmPendingRun -Wait -DatabaseUrl nonsense -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.InvalidSetting,*' -PassThru |
            ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -Match 'https://' }
    }

    It 'is an error where the database cannot be used, and where there is none, which says how to configure one' {
        $database.SetRules(@{ Status = 404; Body = $refused })
        { Sync-SbmPendingRun -Wait -ErrorAction Stop } | Should -Throw '*cannot be used*'
        $PSDefaultParameterValues.Remove('Sync-SbmPendingRun:DatabaseUrl')
        { Sync-SbmPendingRun -Wait -ErrorAction Stop } | Should -Throw -PassThru | ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -Match 'SBM_DATABASE_URL' }
    }

    It 'signs in with a key given as <Kind>, and shows it nowhere' -ForEach @(
        @{ Kind = 'text'; Key = 'AIzaGiven' }
        @{ Kind = 'a secret'; Key = ConvertTo-SecureString AIzaGiven -AsPlainText -Force }
    ) {
        $database.SetRules(@{ Target = 'signUp'; Status = 200; Body = '{"idToken":"id","refreshToken":"refresh","expiresIn":"3600","localId":"ada"}' })
        Set-TestVariable FIREBASE_AUTH_EMULATOR_HOST ([uri] $database.Url).Authority
        $job = Sync-SbmPendingRun -ApiKey $Key
        $null = Wait-Job $job -Timeout 240
        $shown = "$($job | Format-List * | Out-String)$($job.Command)$(Receive-Job $job -Verbose *>&1 | Out-String)"
        $database.Requests().Target | Should -Contain '/identitytoolkit.googleapis.com/v1/accounts:signUp?key=AIzaGiven'
        (Get-Sent)[0].Body | Should -Match 'users/ada/runs/one_'
        $shown | Should -Match 'Sending 2 runs'
        $shown | Should -Not -Match 'AIzaGiven'
    }

    It 'warns of a config file that everyone can read' -Skip:$IsWindows {
        $null = New-Item -ItemType Directory .sbm
        Set-Content .sbm/config.json '{}'
        [IO.File]::SetUnixFileMode("$userHome/.sbm/config.json", 'UserRead, UserWrite, OtherRead')
        $null = Sync-SbmPendingRun -Wait -WarningVariable warnings -WarningAction SilentlyContinue
        "$warnings" | Should -Match 'The config file.*chmod 600'
    }

    It 'sends only the runs that are given by pipeline' {
        $null = Get-SbmRun two | Sync-SbmPendingRun -Wait
        Get-States | Should -Be 'synced', 'pending_sync'
    }

    It 'lists with -WhatIf what would be sent, and sends nothing' {
        $shown = Get-HostText { Sync-SbmPendingRun one -WhatIf }
        $shown -replace '\s+', ' ' | Should -Match 'What if: .*one \([0-9a-f]{32}\), pending_sync'
        $shown | Should -Not -Match 'two'
        $database.Requests() | Should -BeNullOrEmpty
        Get-States | Should -Be 'pending_sync', 'pending_sync'
    }

    It 'returns a job that the job commands work with' {
        $job = Sync-SbmPendingRun
        (Get-Job $job.Id).PSJobTypeName | Should -Be 'SbmSyncJob'
        ($job | Wait-Job -Timeout 240).State | Should -Be 'Completed'
        $job.Verbose, $job.Debug, $job.Progress | ForEach-Object { $_.Count | Should -BeGreaterThan 0 }
        $report = $job | Receive-Job
        $report.GetType().FullName | Should -Be 'Sbm.SyncReport'
        $report.Synced | Should -Be 2
        $job | Remove-Job
        Get-Job | Should -BeNullOrEmpty
        Get-States | Should -Be 'synced', 'synced'
    }

    It 'stops its job soon and loses nothing' {
        $database.SetRules(@{ Hang = $true })
        $job = Sync-SbmPendingRun
        $null = $database.WaitForRequests(1)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Stop-Job $job
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 # a second, and a busy machine; the drain has two minutes
        $job.State | Should -Be 'Stopped'
        Get-States | Should -Be 'pending_sync', 'pending_sync'
    }

    It 'lets go of the store when its job is removed in the middle' {
        $database.SetRules(@{ Hang = $true })
        $job = Sync-SbmPendingRun
        $null = $database.WaitForRequests(1)
        Remove-Job $job -Force -ErrorAction Stop
        Get-Job | Should -BeNullOrEmpty
        Assert-StoreFree
        Get-States | Should -Be 'pending_sync', 'pending_sync'
    }

    It 'fails the job that is refused with an error' {
        $database.SetRules(@{ Status = 404; Body = $refused })
        $job = Sync-SbmPendingRun
        $null = Wait-Job $job -Timeout 240
        $job.State | Should -Be 'Failed'
        $job.Error | Should -HaveCount 1
        Get-States | Should -Be 'pending_sync', 'pending_sync'
    }

    It 'completes the job that ends offline, with a warning and a report that says so' {
        $job = Sync-SbmPendingRun -DatabaseUrl http://127.0.0.1:9 # the discard port, which nobody serves
        $null = Wait-Job $job -Timeout 240
        $job.State | Should -Be 'Completed'
        $job.Error | Should -HaveCount 0
        "$($job.Warning)" | Should -Match 'sent when there is a network again'
        (Receive-Job $job -WarningAction SilentlyContinue).End | Should -Be 'Offline'
        Get-States | Should -Be 'pending_sync', 'pending_sync'
    }

    It 'tells the story on the streams of the foreground' {
        $shell = Start-Shell 'Sync-SbmPendingRun -Wait -Verbose -Debug -DatabaseUrl $url' @{ url = $database.Url }
        $null = $shell.EndInvoke($shell.Result)
        "$($shell.Streams.Verbose)" | Should -Match 'Sending 2 runs to'
        "$($shell.Streams.Debug)" | Should -Match 'bytes: done'
        $shell.Streams.Progress | Where-Object { $_.Activity -eq 'Syncing runs' -and $_.PercentComplete -eq 100 } | Should -Not -BeNullOrEmpty
        $shell.Streams.Progress[-1].RecordType | Should -Be 'Completed'
        $shell.Dispose()
    }

    It 'shows the progress of a job that is received' {
        $shell = Start-Shell '$job = Sync-SbmPendingRun -DatabaseUrl $url; $null = Wait-Job $job -Timeout 240; $null = Receive-Job $job' @{ url = $database.Url }
        $null = $shell.EndInvoke($shell.Result)
        $shell.Streams.Progress | Where-Object Activity -EQ 'Syncing runs' | Should -Not -BeNullOrEmpty
        $shell.Dispose()
    }

    It 'ends soon when it is interrupted, and loses nothing' {
        $database.SetRules(@{ Hang = $true })
        $shell = Start-Shell 'Sync-SbmPendingRun -Wait -DatabaseUrl $url' @{ url = $database.Url }
        $null = $database.WaitForRequests(1)
        $watch = [Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 # a second, and a busy machine; the drain has two minutes
        Get-States | Should -Be 'pending_sync', 'pending_sync'
        $shell.Dispose()
    }

    It 'is called off by a warning that stops the script' {
        $database.SetRules(@{ Status = 401; Body = $refused })
        { Sync-SbmPendingRun -Wait -WarningAction Stop } | Should -Throw '*refuses the run*'
    }

    It 'ends at its -Timeout and names what was not sent' {
        $database.SetRules(@{ Hang = $true })
        $report = Sync-SbmPendingRun -Wait -Timeout 0:00:01 -ErrorVariable problem -ErrorAction SilentlyContinue -WarningAction SilentlyContinue
        $report.End, $report.Pending | Should -Be 'Deadline', 2
        "$problem" | Should -Match "'one'"
        "$problem" | Should -Match "'two'"
    }

    It 'takes -Timeout <_> as a span' -ForEach '60', '60s', '1m', '00:01:00' {
        (Sync-SbmPendingRun -Wait -Timeout $_).End | Should -Be 'Completed'
    }

    It 'sends what went through a file, and names from objects' {
        Get-SbmRun one | Export-Clixml runs.xml
        (Import-Clixml runs.xml | Sync-SbmPendingRun -Wait).Synced | Should -Be 1
        ([pscustomobject]@{ Slug = 'two' } | Sync-SbmPendingRun -Wait).Synced | Should -Be 1
    }

    It 'sends runs of several stores from each, and nothing for an empty pipeline' {
        $other = Invoke-SbmMigration -Slug other -NoSync -ScriptBlock { } -StorePath ./other.json
        $reports = (Get-SbmRun one), $other | Sync-SbmPendingRun -Wait
        $reports.Synced | Should -Be 1, 1
        (Get-SbmRun -StorePath ./other.json).SyncStatus | Should -Be 'synced'
        (Get-SbmRun two).SyncStatus | Should -Be 'pending_sync'
        $null = Get-SbmRun -Status failed | Sync-SbmPendingRun -Wait
        (Get-SbmRun two).SyncStatus | Should -Be 'pending_sync'
    }

    It 'sends runs by status alone, and refuses a status that no run can have' {
        $null = Invoke-SbmMigration -Slug bad -NoSync -ScriptBlock { throw 'x' } -ErrorAction SilentlyContinue
        (Sync-SbmPendingRun -Wait -Status failed).Synced | Should -Be 1
        (Get-SbmRun bad).SyncStatus, (Get-SbmRun one).SyncStatus | Should -Be 'synced', 'pending_sync'
        { Sync-SbmPendingRun -Wait -SyncStatus sent } | Should -Throw -ErrorId 'Sbm.UnknownStatus,*'
    }

    It 'reads back with -Verify what the database holds' {
        $report = Sync-SbmPendingRun -Wait -Verify
        $report.Verified | Should -BeTrue
        $report.MissingRun | Should -BeNullOrEmpty
    }

    It 'knows afterwards, without a network, what colleagues have migrated' {
        $null = Sync-SbmPendingRun -Wait
        $other = @{ StorePath = './other.json' }
        $env:SBM_USER_ID = 'colleague'
        try {
            $null = Invoke-SbmMigration -Slug theirs -NoSync -ScriptBlock { } @other
            $null = Sync-SbmPendingRun -Wait @other
        }
        finally { $env:SBM_USER_ID = $null }
        $env:SBM_DATABASE_URL = $database.Url
        Invoke-SbmMigration -Slug theirs -NoSync -ScriptBlock { } -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $env:SBM_DATABASE_URL = $null
        "$warnings" | Should -BeLike "*'theirs' was migrated already*by colleague*skipped*"
    }

    It 'refuses a timeout that leaves no time' {
        { Sync-SbmPendingRun -Timeout 0 -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.InvalidTimeout,*' -PassThru |
            ForEach-Object { $_.CategoryInfo.Category | Should -Be 'InvalidArgument' }
    }

    It 'sends synced runs again with -Force alone' {
        $null = Sync-SbmPendingRun -Wait
        (Sync-SbmPendingRun -Wait).End | Should -Be 'NothingToDo'
        (Sync-SbmPendingRun one -Wait -Force).Synced | Should -Be 1
    }

    It 'writes an error for <Names>, which no run has, and sends the others' -ForEach @(
        @{ Names = @{ Slug = 'one', 'nope' }; Synced = 1 }
        @{ Names = @{ Id = 'nope' }; Synced = 0 }
    ) {
        $report = Sync-SbmPendingRun @Names -Wait -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.RunNotFound,*'
        $problem[0].TargetObject | Should -Be 'nope'
        [int] $report.Synced | Should -Be $Synced
    }

    It 'goes on with its job when the module is removed or imported again in the middle' {
        $database.SetRules(@{ Hang = $true })
        $job = Sync-SbmPendingRun
        $null = $database.WaitForRequests(1)
        Import-Sbm
        Remove-Module Sbm -ErrorAction Stop
        $job.State | Should -Be 'Running'
        $database.SetRules(@())
        $null = Wait-Job $job -Timeout 240
        $report = Receive-Job $job
        $report.End, $report.Synced | Should -Be 'Completed', 2
        Import-Sbm
        Get-States | Should -Be 'synced', 'synced'
    }

    It 'lets go of the store when its runspace is closed, and loses nothing' {
        $database.SetRules(@{ Hang = $true })
        $shell = Start-Shell '$job = Sync-SbmPendingRun -DatabaseUrl $url' @{ url = $database.Url }
        $null = $shell.EndInvoke($shell.Result)
        $null = $database.WaitForRequests(1)
        $shell.Runspace.Close()
        Assert-StoreFree
        Get-States | Should -Be 'pending_sync', 'pending_sync'
        $database.SetRules(@())
        $report = Sync-SbmPendingRun -Wait
        $report.End, $report.Synced | Should -Be 'Completed', 2
    }
}
