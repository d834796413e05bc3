BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $database = Start-FaultDatabase
}

AfterAll { Clear-SbmTest }

Describe 'Get-SbmSyncStatus' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        Set-TestVariable SBM_AUTOSYNC 0
        $database.Reset()
        'one', 'two' | ForEach-Object { $null = Invoke-SbmMigration -Slug $_ -ScriptBlock { } -NoSync }
    }

    It 'says that nothing is configured, and what to do' {
        $status = Get-SbmSyncStatus
        $status.Pending | Should -Be 2
        $status.StateText | Should -Be 'not configured'
        $status.Reason[0].Count | Should -Be 2
        $status.Reason[0].Remedy | Should -Match 'SBM_DATABASE_URL|Set-SbmConfiguration'
        $status.OldestPendingSeconds | Should -BeGreaterOrEqual 0
    }

    It 'is a list of what it tells, also behind the table of another command' {
        $text = Invoke-Command { Get-SbmRun; Get-SbmSyncStatus; Get-SbmStatistic } | Out-String
        $text | Should -Match '(?m)^StateText +: not configured'
        $text | Should -Match '(?m)^TimeSaved +:'
        $text | Should -Not -Match '(?m)^(OldestText|AutomationText|OldestPendingSeconds) +:' -Because 'those serve tables and other programs'
    }

    It 'says that all is synced after a sync' {
        Set-TestVariable SBM_DATABASE_URL $database.Url
        (Get-SbmSyncStatus).Destination | Should -Match '127\.0\.0\.1|localhost'
        $null = Sync-SbmPendingRun -Wait
        $status = Get-SbmSyncStatus -Watch
        @($status).Count | Should -Be 1
        $status.StateText, $status.Synced | Should -Be 'all synced', 2
        $status.LastSuccess | Should -BeOfType DateTimeOffset
    }

    # Each answer of a database is in the unit tests of SyncOverview.
    It 'tells of <Kind>: the state, the reason and what to do' -ForEach @(
        @{ Kind = 'a refusal of each run'; Rule = @{ Status = 401; Body = '{"error":"Permission denied"}' }; State = 'needs you'; Text = 'Permission denied'; Remedy = 'security rules' }
        @{ Kind = 'a database that is not there'; Rule = @{ Status = 404 }; State = 'needs you'; Text = '404'; Remedy = 'DatabaseUrl' }
        @{ Kind = 'a server in trouble'; Rule = @{ Status = 503; RetryAfter = '0' }; State = 'offline'; Text = '503'; Remedy = 'tried again' }
        @{ Kind = 'a portal'; Rule = @{ Status = 200; Body = '<html>sign in</html>' }; State = 'offline'; Text = 'not that of a Firebase server'; Remedy = 'sign in to this network' }
        @{ Kind = 'connections that break'; Rule = @{ Reset = $true }; State = 'offline'; Text = '.'; Remedy = 'tried again' }
        @{ Kind = 'no network'; Url = 'http://127.0.0.1:9'; State = 'offline'; Text = 'refuses the connection'; Remedy = 'the server runs' }
        @{ Kind = 'a sync that has not been tried'; Untried = $true; State = 'needs you'; Text = 'Not tried yet'; Remedy = 'Run Sync-SbmPendingRun: automatic sync is off' }
        @{ Kind = 'a setting that cannot be understood'; Url = 'nonsense'; Untried = $true; State = 'not configured'; Text = 'DatabaseUrl'; Remedy = 'https://' }
    ) {
        Set-TestVariable SBM_DATABASE_URL ($Url ?? $database.Url)
        if ($Rule) { $database.SetRules(@($Rule)) }
        if (-not $Untried) { $null = Sync-SbmPendingRun -Wait -Timeout 5s -ErrorAction SilentlyContinue -WarningAction SilentlyContinue }
        $status = @(Get-SbmSyncStatus -Watch -Timeout 240s) # ends by itself: nothing more can happen
        $status.Count | Should -Be 1
        $status[0].StateText | Should -Be $State
        $status[0].Pending + $status[0].Failed | Should -Be 2
        ($status[0].Reason | Measure-Object Count -Sum).Sum | Should -Be 2
        $status[0].Reason[0].Text | Should -Match $Text
        $status[0].Reason[0].Remedy | Should -Match $Remedy
    }

    It 'tells of a damaged store, and of what can be read of it' {
        $store = "$userHome/.sbm_migrations.json"
        $text = Get-Content $store -Raw
        Set-Content $store $text.Substring(0, $text.LastIndexOf('"slug"')) -NoNewline
        $status = Get-SbmSyncStatus
        $status.Pending | Should -Be 1
        $status.WarningText | Should -Not -BeNullOrEmpty
        Set-Content $store 'no store at all'
        { Get-SbmSyncStatus } | Should -Throw -ErrorId 'Sbm.StoreUnavailable*' -PassThru | ForEach-Object { $_.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty }
    }

    It 'shows with -Watch who syncs, each change, and ends when all is synced' {
        Set-TestVariable SBM_DATABASE_URL $database.Url
        $database.SetRules(@{ Hang = $true })
        $job = Sync-SbmPendingRun
        $null = $database.WaitForRequests(1)
        $seen = [System.Collections.Concurrent.BlockingCollection[object]]::new()
        $shell = Start-Shell 'Get-SbmSyncStatus -Watch | ForEach-Object { $seen.Add($_) }' @{ seen = $seen }
        $first = $null
        $seen.TryTake([ref] $first, 240000) | Should -BeTrue
        $first.StateText, $first.IsSyncing, $first.Pending | Should -Be 'syncing', $true, 2
        $first.SyncingProcess | Should -Match "process $PID\b"
        $first.Reason[0].Remedy | Should -Match 'a sync is under way'
        $database.SetRules(@())
        $null = $shell.EndInvoke($shell.Result)
        $shell.Dispose()
        $seen.ToArray()[-1].StateText | Should -Be 'all synced'
        $null = Wait-Job $job -Timeout 240 | Remove-Job
    }

    It 'stops watching at its -Timeout, and at once when it is interrupted' {
        Set-TestVariable SBM_DATABASE_URL $database.Url
        $database.SetRules(@{ Hang = $true })
        $job = Sync-SbmPendingRun
        $null = $database.WaitForRequests(1)
        Get-SbmSyncStatus -Watch -Timeout 1s | ForEach-Object StateText | Select-Object -Unique | Should -Be 'syncing'
        $seen = [System.Collections.Concurrent.BlockingCollection[object]]::new()
        $shell = Start-Shell 'Get-SbmSyncStatus -Watch | ForEach-Object { $seen.Add($_) }' @{ seen = $seen }
        $first = $null
        $seen.TryTake([ref] $first, 240000) | Should -BeTrue
        $shell.BeginStop($null, $null).AsyncWaitHandle.WaitOne(60000) | Should -BeTrue # a second, and a busy machine
        $shell.InvocationStateInfo.State | Should -Be 'Stopped'
        $shell.Dispose()
        Stop-Job $job
        Remove-Job $job
    }

    It 'shows hostile reasons and does not obey them' {
        Set-Content ./evil.json '{"runs":[{"slug":"x","sync_status":"failed","sync_error":"\u001b[31m\u202ered"}]}'
        $text = Get-SbmSyncStatus -StorePath ./evil.json | Format-List | Out-String
        $text | Should -Match '\\u001B\[31m\\u202Ered'
    }

    It 'is about nothing for a store that is not there, and makes none' {
        (Get-SbmSyncStatus -StorePath ./none.json -ErrorAction Stop).StateText | Should -Be 'all synced'
        './none.json' | Should -Not -Exist
    }

    It 'refuses <Kind>' -ForEach @(
        @{ Kind = 'no time to watch'; Bad = { Get-SbmSyncStatus -Watch -Timeout 0 }; Id = 'Sbm.InvalidTimeout*' }
        @{ Kind = 'a folder for a store'; Bad = { Get-SbmSyncStatus -StorePath . }; Id = 'Sbm.StoreUnavailable*' }
        @{ Kind = 'fewer lines than none'; Bad = { Get-SbmSyncStatus -LogLines -1 }; Id = 'ParameterArgumentValidationError*' }
    ) {
        $Bad | Should -Throw -ErrorId $Id
    }
}
