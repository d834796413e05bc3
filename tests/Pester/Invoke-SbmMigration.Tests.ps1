#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    $root = Resolve-Path "$PSScriptRoot/../.."
    Import-Module "$root/out/Sbm" -Force
    $sample = "$root/samples/lakeside-motors"
}

Describe 'Invoke-SbmMigration' {
    BeforeEach {
        $PSDefaultParameterValues['*-Sbm*:StorePath'] = "$TestDrive/$([guid]::NewGuid()).json"
        $PSDefaultParameterValues['Invoke-SbmMigration:ReportPath'] = "$TestDrive/reports"
    }

    It 'writes the four files, returns the run and records it' {
        $run = Invoke-SbmMigration $sample -DestinationPath "$TestDrive/out" -Force -WarningAction SilentlyContinue
        $run.Status | Should -Be 'success'
        $run.SyncStatus | Should -Be 'pending_sync'
        'sb-inside', 'sb-vdp', 'sb-vrp', 'sb-home' | ForEach-Object { "$TestDrive/out/$_.scss" | Should -Exist }
        (Get-SbmRun lakeside-motors).Id | Should -Be $run.Id
    }

    It 'says what it would do and does nothing with -WhatIf' {
        Invoke-SbmMigration $sample -DestinationPath "$TestDrive/none" -WhatIf | Should -BeNullOrEmpty
        "$TestDrive/none" | Should -Not -Exist
        Get-SbmRun | Should -BeNullOrEmpty
    }

    It 'takes folders from the pipeline' {
        Get-Item $sample | Invoke-SbmMigration -DestinationPath "$TestDrive/piped" -WarningAction SilentlyContinue |
            Should -HaveCount 1
    }

    It 'records a script block that throws, and stops a script with -ErrorAction Stop' {
        { Invoke-SbmMigration -Slug s -ScriptBlock { throw 'boo' } -ErrorAction Stop } | Should -Throw 'boo'
        (Get-SbmRun s).Status | Should -Be 'failed'
    }
}
