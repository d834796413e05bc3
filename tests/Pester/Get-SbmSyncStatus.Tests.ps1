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
        $database.SetRules(@())
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

    It 'says that all is synced after a sync' {
        Set-TestVariable SBM_DATABASE_URL $database.Url
        (Get-SbmSyncStatus).Destination | Should -Match '127\.0\.0\.1|localhost'
        $null = Sync-SbmPendingRun -Wait
        $status = Get-SbmSyncStatus -Watch
        @($status).Count | Should -Be 1
        $status.StateText, $status.Synced | Should -Be 'all synced', 2
        $status.LastSuccess | Should -BeOfType DateTimeOffset
    }

    It 'tells the reason and what to do when the database answers <Kind>' -ForEach @(
        @{ Kind = 'that it is forbidden'; Rule = @{ Status = 401; Body = '{"error":"Permission denied"}' }; Text = 'Permission denied' }
        @{ Kind = 'that there is none'; Rule = @{ Status = 404; Body = '{"error":"no such db"}' }; Text = '404' }
    ) {
        Set-TestVariable SBM_DATABASE_URL $database.Url
        $database.SetRules(@($Rule))
        $null = Sync-SbmPendingRun -Wait -ErrorAction SilentlyContinue
        $status = Get-SbmSyncStatus
        $status.Pending + $status.Failed | Should -Be 2
        if ($status.Failed) { $status.ReasonText | Should -Match $Text }
        $status.Reason.Count | Should -BeGreaterThan 0
        $status.Reason | ForEach-Object { $_.Remedy | Should -Not -BeNullOrEmpty }
    }

    It 'tells of a setting that cannot be understood' {
        Set-TestVariable SBM_DATABASE_URL nonsense
        (Get-SbmSyncStatus).ReasonText | Should -Match 'DatabaseUrl'
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
