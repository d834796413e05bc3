BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Import-SbmRun' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        Invoke-SbmMigration -Slug first -ScriptBlock { } -StorePath ./ci.json
        $null = Invoke-SbmMigration -Slug here -ScriptBlock { }
        Invoke-SbmMigration -Slug last -ScriptBlock { } -StorePath ./ci.json
    }

    It 'adds the runs of another store by time, and each once' {
        (Import-SbmRun ./ci.json).Slug | Should -Be 'first', 'last'
        Import-SbmRun ./ci.json | Should -BeNullOrEmpty
        (Get-SbmRun).Slug | Should -Be 'last', 'here', 'first'
        (Get-SbmRun)[0].StorePath | Should -Be (Join-Path $userHome .sbm_migrations.json)
    }

    It 'takes files from the pipeline, paths with wildcards, and literal paths' {
        Copy-Item ./ci.json './ci [1].json'
        (Import-SbmRun -LiteralPath './ci [1].json' -StorePath ./one.json).Slug | Should -Be 'first', 'last'
        (Get-ChildItem ./ci*.json | Import-SbmRun -StorePath ./two.json).Slug | Should -Be 'first', 'last'
        (Import-SbmRun ./ci*.json -StorePath ./three.json).Slug | Should -Be 'first', 'last'
    }

    It 'takes the file of the Python tool' {
        $run = '{ "slug": "old", "timestamp": "2025-01-01T00:00:00+00:00Z", "odd": 1.50, "duration_seconds": 3 }'
        Set-Content ./python.json "{ `"migrations`": [ `"old`" ], `"runs`": [ $run ] }"
        (Import-SbmRun ./python.json).Slug | Should -Be 'old'
        (Get-SbmRun)[-1].Slug | Should -Be 'old'
        Get-Content ./.sbm_migrations.json -Raw | Should -Match '"odd":1\.50'
    }

    It 'tells with -WhatIf how many are new, and adds none' {
        Get-HostText { Import-SbmRun ./ci.json -WhatIf } | Should -Match 'Import 2 of 2 runs'
        (Get-SbmRun).Slug | Should -Be 'here'
    }

    It 'goes on after <Kind>' -ForEach @(
        @{ Kind = 'a file that is not there'; Bad = './nope.json'; Id = 'Sbm.PathNotFound*'; Category = 'ObjectNotFound' }
        @{ Kind = 'a pattern that nothing matches'; Bad = './nope*.json'; Id = 'Sbm.PathNotFound*'; Category = 'ObjectNotFound' }
        @{ Kind = 'a folder'; Bad = '.'; Id = 'Sbm.InvalidPath*'; Category = 'InvalidArgument' }
        @{ Kind = 'what is no file'; Bad = 'Env:PATH'; Id = 'Sbm.InvalidPath*'; Category = 'InvalidArgument' }
    ) {
        (Import-SbmRun $Bad, ./ci.json -ErrorVariable problem -ErrorAction SilentlyContinue).Slug | Should -Be 'first', 'last'
        $problem[0].FullyQualifiedErrorId | Should -BeLike $Id
        $problem[0].CategoryInfo.Category | Should -Be $Category
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        { Import-SbmRun $Bad -ErrorAction Stop } | Should -Throw -ExceptionType ([Sbm.SbmCommandException])
    }

    It 'leaves out what is no run, and says so' {
        Set-Content ./odd.json '{"runs":[7,{"slug":"good"},{"no":"slug"}]}'
        $runs = Import-SbmRun ./odd.json -WarningVariable said -WarningAction SilentlyContinue
        $runs.Slug | Should -Be 'good'
        $said | Should -Match '2 entries'
    }

    It 'shows hostile text and does not obey it' {
        Set-Content ./evil.json "{`"runs`":[{`"slug`":`"x\u001b[31mred\u202e`",`"error`":`"\u0007`"}]}"
        $run = Import-SbmRun ./evil.json
        $run.Slug | Should -Be 'x\u001B[31mred\u202E'
        ($run | Out-String) -match '[\u001b\u202e\u0007]' -and $PSStyle.OutputRendering -ne 'Ansi' | Should -BeFalse
    }

    It 'takes ten copies, twice, by two processes at once, and has every run once' {
        $ids = 1..20 | ForEach-Object { (Invoke-SbmMigration -Slug "theme-$_" -ScriptBlock { } -StorePath ./origin.json -NoSync).Id }
        1..10 | ForEach-Object { Copy-Item ./origin.json "./copy$_.json" }
        $script = { param($order) 1..2 | ForEach-Object { Get-ChildItem ./copy*.json | Sort-Object Name -Descending:($order -eq 'down') | Import-SbmRun -StorePath ./merged.json }; 'done' }
        $processes = 'up', 'down' | ForEach-Object { Start-Pwsh "& { $script } $_" }
        $processes | ForEach-Object { Wait-Line $_ done }
        $processes | ForEach-Object { Wait-Exit $_ | Should -Be 0 }
        (Get-SbmRun -StorePath ./merged.json).Id | Sort-Object | Should -Be ($ids | Sort-Object)
    }
}
