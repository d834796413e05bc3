#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module (Resolve-Path "$PSScriptRoot/../../out/Sbm") -Force
    $PSDefaultParameterValues['*-Sbm*:StorePath'] = "$TestDrive/store.json"
    'alpha', 'beta', 'gamma' | ForEach-Object { Invoke-SbmMigration -Slug $_ -ScriptBlock { } }
}

Describe 'Get-SbmRun' {
    It 'lists the last recorded first' {
        (Get-SbmRun).Slug | Should -Be 'gamma', 'beta', 'alpha'
        (Get-SbmRun -First 1).Slug | Should -Be 'gamma'
    }

    It 'fits a table into 80 columns' {
        Get-SbmRun | Out-String -Stream -Width 80 | ForEach-Object { $_.Length | Should -BeLessOrEqual 80 }
    }

    It 'shows every field as a list' {
        Get-SbmRun alpha | Format-List | Out-String | Should -Match 'ManualEstimate'
    }

    It 'writes an ObjectNotFound error for a name without wildcards' {
        Get-SbmRun nope -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
        Get-SbmRun nope* | Should -BeNullOrEmpty
    }
}
