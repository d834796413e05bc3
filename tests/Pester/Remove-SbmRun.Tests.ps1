BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Remove-SbmRun' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $store = "$userHome/.sbm_migrations.json"
        Set-Content $store '{"runs":[{"id":"1","slug":"sent","sync_status":"synced"},{"id":"2","slug":"waits"},{"slug":"old","timestamp":"2025-01-01T00:00:00Z","sync_status":"synced"}]}'
    }

    It 'removes runs that are synced, by id and by the pipeline' {
        Remove-SbmRun -Id 1 -Confirm:$false
        Get-SbmRun old | Remove-SbmRun -Confirm:$false
        (Get-SbmRun).Slug | Should -Be 'waits'
    }

    It 'refuses a run that is in no database, but not with -Force' {
        Get-SbmRun | Remove-SbmRun -Confirm:$false -ErrorVariable problem -ErrorAction SilentlyContinue
        (Get-SbmRun).Slug | Should -Be 'waits'
        $problem.Count | Should -Be 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.RunNotSynced*'
        $problem[0].TargetObject | Should -Be '2'
        Remove-SbmRun 2 -Force
        Get-SbmRun | Should -BeNullOrEmpty
    }

    It 'says with -WhatIf what it would remove and what it would refuse, and removes nothing where nobody can be asked' {
        $pwsh = Invoke-Pwsh 'Remove-SbmRun * -WhatIf; Remove-SbmRun 1'
        $pwsh.Output[0] | Should -Match "'sent'"
        $pwsh.Error | Should -Match "'waits'"
        "$($pwsh.Output)" | Should -Match 'stays.+-Confirm:\$false'
        @(Get-SbmRun).Count | Should -Be 3
    }

    It 'removes from the store that each run names' {
        Copy-Item $store ./other.json
        @(Get-SbmRun sent) + @(Get-SbmRun sent -StorePath ./other.json) | Remove-SbmRun -Confirm:$false
        Get-SbmRun sent* | Should -BeNullOrEmpty
        Get-SbmRun sent* -StorePath ./other.json | Should -BeNullOrEmpty
    }

    It 'takes runs that went through a file' {
        Get-SbmRun old | Export-Clixml ./runs.xml
        Import-Clixml ./runs.xml | Remove-SbmRun -Confirm:$false
        Get-SbmRun old* | Should -BeNullOrEmpty
    }

    It 'takes ids by property name' {
        [pscustomobject]@{ Id = '1' } | Remove-SbmRun -Confirm:$false
        Get-SbmRun sent* | Should -BeNullOrEmpty
    }

    It 'writes an error for an id that is not there, and for a run that is gone' {
        Remove-SbmRun nope -Force -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $run = Get-SbmRun sent
        $run | Remove-SbmRun -Force
        { $run | Remove-SbmRun -Force -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.RunNotFound*'
    }

    It 'changes nothing in a store that is not there' {
        Remove-SbmRun -Id * -StorePath ./none.json -Force -ErrorAction Stop
        './none.json' | Should -Not -Exist
    }
}
