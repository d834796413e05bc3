BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Get-SbmRun' {
    BeforeAll {
        $userHome = Use-SbmHome $TestDrive
        'alpha', 'beta', 'gamma' | ForEach-Object { Invoke-SbmMigration -Slug $_ -ScriptBlock { } }
        Invoke-SbmMigration -Slug alpha -Force -ScriptBlock { throw 'x' } -ErrorAction SilentlyContinue
    }

    It 'selects runs, newest first, with <Command>' -ForEach @(
        @{ Command = { Get-SbmRun }; Slugs = 'alpha', 'gamma', 'beta', 'alpha' }
        @{ Command = { Get-SbmRun -First 2 }; Slugs = 'alpha', 'gamma' }
        @{ Command = { Get-SbmRun -First 0 }; Slugs = $null }
        @{ Command = { Get-SbmRun ALPHA }; Slugs = 'alpha', 'alpha' }
        @{ Command = { Get-SbmRun *a* -First 3 }; Slugs = 'alpha', 'gamma', 'beta' }
        @{ Command = { Get-SbmRun b*, g* }; Slugs = 'gamma', 'beta' }
        @{ Command = { Get-SbmRun -Status failed }; Slugs = 'alpha' }
        @{ Command = { Get-SbmRun -SyncStatus synced }; Slugs = $null }
        @{ Command = { Get-SbmRun -SyncStatus pending* }; Slugs = 'alpha', 'gamma', 'beta', 'alpha' }
        @{ Command = { Get-SbmRun -Since 7.00:00 }; Slugs = 'alpha', 'gamma', 'beta', 'alpha' }
        @{ Command = { Get-SbmRun -Until 7.00:00 }; Slugs = $null }
        @{ Command = { Get-SbmRun -Since 2020-01-01 -Until 2021-01-01 }; Slugs = $null }
        @{ Command = { Get-SbmRun no* }; Slugs = $null }
        @{ Command = { Get-SbmRun -Id (Get-SbmRun beta).Id }; Slugs = 'beta' }
    ) {
        (& $Command).Slug | Should -Be $Slugs
    }

    It 'writes an ObjectNotFound error for a name without wildcards, and lists the others' {
        $runs = Get-SbmRun beta, nope -ErrorVariable problem -ErrorAction SilentlyContinue
        $runs.Slug | Should -Be 'beta'
        $problem | Should -HaveCount 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        $problem[0].TargetObject | Should -Be 'nope'
    }

    It 'refuses a time range that ends before it begins' {
        { Get-SbmRun -Since 2026-02-01 -Until 2026-01-01 -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.InvalidTimeRange*'
    }

    It 'says what is expected for a time that is none' {
        { Get-SbmRun -Since soon } | Should -Throw '*yesterday*7d*'
    }

    It 'finds no runs in a store that is not there, and makes none' {
        Get-SbmRun -StorePath ./none.json -ErrorAction Stop | Should -BeNullOrEmpty
        './none.json' | Should -Not -Exist
    }

    It 'completes slugs from the store' {
        $line = 'Get-SbmRun -Slug '
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'alpha', 'beta', 'gamma'
    }

    It 'fits a table into 80 columns' {
        Get-SbmRun | Out-String -Stream -Width 80 | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'shows every field as a list' {
        Get-SbmRun alpha | Format-List | Out-String | Should -Match 'ManualEstimate'
    }
}
