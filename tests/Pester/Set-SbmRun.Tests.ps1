BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Set-SbmRun' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        Set-Content "$userHome/.sbm_migrations.json" '{"runs":[{"id":"1","slug":"alpha","status":"success","duration_seconds":60,"sync_status":"synced","odd":1.50},{"slug":"old","timestamp":"2025-01-01T00:00:00Z"}]}'
    }

    It 'sets the fields, and the run is to be sent again' {
        $run = Set-SbmRun 1 -Note "two `e[1mtypes" -PullRequestUrl https://git.example/1 -ManualEstimate 2h -PassThru
        $run.Note | Should -Be 'two \u001B[1mtypes'
        $run.PullRequestUrl | Should -Be 'https://git.example/1'
        $run.TimeSaved | Should -Be '01:59:00'
        $run.SyncStatus | Should -Be 'pending_sync'
        Get-Content ./.sbm_migrations.json -Raw | Should -Match '"odd":1\.50'
    }

    It 'removes a note and an address by an empty text' {
        Set-SbmRun 1 -Note x -PullRequestUrl https://git.example/1
        $run = Set-SbmRun 1 -Note '' -PullRequestUrl $null -PassThru
        $run.Note | Should -BeNullOrEmpty
        $run.PullRequestUrl | Should -BeNullOrEmpty
    }

    It 'takes runs without an id by the pipeline' {
        Get-SbmRun old | Set-SbmRun -Note here
        (Get-SbmRun old).Note | Should -Be here
        (Get-SbmRun alpha).Note | Should -BeNullOrEmpty
    }

    It 'refuses <Kind>' -ForEach @(
        @{ Kind = 'an address that is none'; Bad = { Set-SbmRun 1 -PullRequestUrl 'javascript:alert(1)' }; Id = 'Sbm.InvalidPullRequestUrl*' }
        @{ Kind = 'an estimate below nothing'; Bad = { Set-SbmRun 1 -ManualEstimate -1h }; Id = 'Sbm.InvalidManualEstimate*' }
        @{ Kind = 'no change at all'; Bad = { Set-SbmRun 1 }; Id = 'Sbm.InvalidChange*' }
        @{ Kind = 'an id that is not there'; Bad = { Set-SbmRun nope -Note x -ErrorAction Stop }; Id = 'Sbm.RunNotFound*' }
    ) {
        $before = Get-Content ./.sbm_migrations.json -Raw
        $Bad | Should -Throw -ErrorId $Id
        Get-Content ./.sbm_migrations.json -Raw | Should -Be $before
    }

    It 'does nothing with -WhatIf' {
        Set-SbmRun 1 -Note x -WhatIf
        (Get-SbmRun alpha).Note | Should -BeNullOrEmpty
    }
}
