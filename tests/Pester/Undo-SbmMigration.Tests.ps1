BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Undo-SbmMigration' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        New-Theme one
    }

    It 'removes what the run created, and the theme is new again' {
        $run = Invoke-SbmMigration one
        $undone = $run | Undo-SbmMigration
        $undone.Action | Select-Object -Unique | Should -Be 'Removed'
        (Get-ChildItem one).Name | Should -Be 'css'
        (Get-SbmRun one).UndoneAt | Should -Not -BeNullOrEmpty
        (Get-SbmRun one).TimeSaved | Should -BeNullOrEmpty
        (Invoke-SbmMigration one -WarningVariable warnings).Status | Should -Be 'success'
        $warnings | Should -BeNullOrEmpty
    }

    It 'tells who gives a slug where ids stand, and how a slug leads to a run' {
        $null = Invoke-SbmMigration one
        Undo-SbmMigration one -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem.FullyQualifiedErrorId | Should -BeLike 'Sbm.RunNotFound,*'
        $problem.ErrorDetails.RecommendedAction | Should -BeLike '*Select-Object Slug, Id*by their slug*'
        'one/sb-inside.scss' | Should -Exist
    }

    It 'puts back what the run replaced' {
        Set-Content one/sb-inside.scss '.by-hand {}'
        $run = Invoke-SbmMigration one -Force
        $undone = Undo-SbmMigration -Id $run.Id
        ($undone | Where-Object Action -EQ Restored).Path | Should -BeLike '*sb-inside.scss'
        'one/sb-inside.scss' | Should -FileContentMatchExactly '^\.by-hand {}'
    }

    It 'refuses what was changed since, and names it, until -Force; that is kept' {
        $run = Invoke-SbmMigration one
        Set-Content one/sb-inside.scss '.mended {}'
        { $run | Undo-SbmMigration -ErrorAction Stop } | Should -Throw '*sb-inside.scss*' -ErrorId 'Sbm.OutputChanged,*'
        'one/sb-inside.scss' | Should -FileContentMatchExactly '^\.mended {}'
        $null = $run | Undo-SbmMigration -Force -Confirm:$false
        'one/sb-inside.scss' | Should -Not -Exist
        Get-ChildItem "$userHome/.sbm/runs/$($run.Id)" | Get-Content -Raw | Should -Contain ".mended {}$([Environment]::NewLine)"
    }

    It 'names the later run, and undoes both in their order' {
        $null = Invoke-SbmMigration one
        $second = Invoke-SbmMigration one -Force
        { Get-SbmRun one | Select-Object -Last 1 | Undo-SbmMigration -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.Superseded,*'
        $Error[0].ErrorDetails.RecommendedAction | Should -Match $second.Id
        $null = Get-SbmRun one | Undo-SbmMigration -ErrorAction Stop
        (Get-ChildItem one).Name | Should -Be 'css'
    }

    It 'changes nothing when the copies are gone' {
        $run = Invoke-SbmMigration one
        Remove-Item "$userHome/.sbm/runs" -Recurse
        { $run | Undo-SbmMigration -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.CopyNotFound,*'
        'one/sb-inside.scss' | Should -Exist
    }

    It 'says what it would do with -WhatIf, and does not' {
        $run = Invoke-SbmMigration one
        $run | Undo-SbmMigration -WhatIf | Should -BeNullOrEmpty
        'one/sb-inside.scss' | Should -Exist
    }

    It 'tells runs that cannot be undone: scripts, undone ones, ids that no run has' {
        $script = Invoke-SbmMigration -Slug s -ScriptBlock { }
        { $script | Undo-SbmMigration -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.NothingToUndo,*'
        $run = Invoke-SbmMigration one
        $null = $run | Undo-SbmMigration
        { $run | Undo-SbmMigration -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.AlreadyUndone,*'
        { Undo-SbmMigration 0123 -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.RunNotFound,*'
    }

    It 'takes runs that went through a file' {
        Invoke-SbmMigration one | Export-Clixml run.xml
        Import-Clixml run.xml | Undo-SbmMigration | Should -Not -BeNullOrEmpty
    }
}
