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

    It 'shows no part of a number that is longer than its column' {
        $run = Get-SbmRun alpha -First 1 | Select-Object *
        $run.PSTypeNames.Insert(0, 'Sbm.MigrationRun')
        $run.LinesMigrated, $run.FilesCreated = 1234567, 99999
        $run | Out-String | Should -Match ' >9999 +99999 '
    }

    It 'shows every field as a list' {
        Get-SbmRun alpha | Format-List | Out-String | Should -Match 'ManualEstimate'
    }
}

Describe 'Get-SbmRun as people type it' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        'alpha', 'beta', 'alpha' | ForEach-Object { $null = Invoke-SbmMigration -Slug $_ -ScriptBlock { } -Force }
    }

    It 'understands -Since <_>' -ForEach '7d', '12h', '90m', '300', 'today', 'yesterday', '00:05:00' {
        Get-SbmRun -Since $_ | Should -HaveCount 3
    }

    It 'understands spans that are typed bare, and asks for quotes where the suffix was lost' {
        Get-SbmRun -Since 7d | Should -HaveCount 3
        Get-SbmRun -Since 300s | Should -HaveCount 3
        $days = 7d
        { Get-SbmRun -Since $days } | Should -Throw '*quotes*'
    }

    It 'reads and shows times the same in <_>' -ForEach 'th-TH', 'fa-IR', 'ar-SA', 'tr-TR' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $year = [DateTime]::Now.Year.ToString([cultureinfo]::InvariantCulture)
            Get-SbmRun -Since '2020-01-31' | Should -HaveCount 3
            Get-SbmRun -Since '2020-01-31 14:00' -Until (Get-Date).AddDays(1) | Should -HaveCount 3
            Get-SbmRun | Out-String | Should -Match "$year-\d\d-\d\d"
            Get-SbmRun -First 1 | Format-List | Out-String | Should -Match "Timestamp +: $year-"
            (TabExpansion2 'Get-SbmRun -SyncStatus PENDI' 28).CompletionMatches.CompletionText | Should -Be 'pending_sync'
        }
        finally { [cultureinfo]::CurrentCulture = $before }
    }

    It 'finds the last run of each slug, and pages' {
        (Get-SbmRun -Latest).Slug | Should -Be 'alpha', 'beta'
        (Get-SbmRun -First 1 -Skip 1).Slug | Should -Be 'beta'
        Get-SbmRun -Command script -UserId * | Should -HaveCount 3
    }

    It 'takes names and runs from the pipeline, and answers an unknown one with an error' {
        (Get-SbmRun -Latest | Get-SbmRun).Slug | Should -Be 'alpha', 'beta'
        'beta', 'nope' | Get-SbmRun -ErrorVariable problem -ErrorAction SilentlyContinue | Should -HaveCount 1
        $problem[0].CategoryInfo.Category | Should -Be 'ObjectNotFound'
    }

    It 'takes an object by its id, a run without one by its slug, and nothing else for a name' {
        (Get-SbmRun beta | Select-Object Id | Get-SbmRun).Slug | Should -Be 'beta'
        (Get-SbmRun (Get-SbmRun -Latest)).Slug | Should -Be 'alpha', 'beta', 'alpha'
        Set-Content "$TestDrive/python.json" '{"runs":[{"slug":"old","status":"success"}]}'
        (Get-SbmRun -StorePath "$TestDrive/python.json" | Get-SbmRun).Slug | Should -Be 'old'
        { Get-Item $TestDrive | Get-SbmRun -ErrorAction Stop } | Should -Throw '*is of type DirectoryInfo, and neither a slug nor a run*'
        { Get-SbmRun -Id $null -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.InvalidId*'
    }

    It 'refuses a status that no run can have' {
        { Get-SbmRun -Status succes } | Should -Throw -ErrorId 'Sbm.UnknownStatus,*'
        { Get-SbmRun -SyncStatus sent } | Should -Throw -ErrorId 'Sbm.UnknownStatus,*'
    }

    It 'can be caught by type, with its id and what to do' {
        $caught = try { Get-SbmRun nope -ErrorAction Stop } catch [Sbm.SbmCommandException] { $_.Exception }
        $caught.ErrorId | Should -Be 'Sbm.RunNotFound'
        $caught.RecommendedAction | Should -Not -BeNullOrEmpty
    }

    It 'shows hostile text of a store, and offers it as a value' {
        $json = (Get-Content .sbm_migrations.json -Raw) -replace '"slug":"beta"', '"slug":"x\u001b[31m\u202e''; calc; #"' -replace '"error":null', '"error":"\u001b]0;title\u0007"'
        Set-Content .sbm_migrations.json $json
        $text = "$(Get-SbmRun | Out-String)$(Get-SbmRun | Format-List | Out-String)$(Get-SbmRun | ConvertTo-Json)"
        $text | Should -Not -Match '[\u001b\u0007\u202e]'
        $text | Should -Match 'u001B'
        $completed = (TabExpansion2 'Get-SbmRun -Slug x' 18).CompletionMatches.CompletionText
        $problems = $null
        $tree = [System.Management.Automation.Language.Parser]::ParseInput("Get-SbmRun -Slug $completed", [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
        $tree.EndBlock.Statements | Should -HaveCount 1
        & ([scriptblock]::Create("Get-SbmRun -Slug $completed")) | Should -HaveCount 1
    }

    It 'completes slugs in quotes, with -StorePath ~/…, and offers no file names' {
        $null = New-Item files.txt
        (TabExpansion2 "Get-SbmRun -Slug 'al" 20).CompletionMatches.CompletionText | Should -Be 'alpha'
        $line = 'Get-SbmRun -StorePath ~/.sbm_migrations.json -Slug b'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'beta'
        (TabExpansion2 'Get-SbmRun -Slug f' 18).CompletionMatches | Should -BeNullOrEmpty
        (TabExpansion2 'Get-SbmRun -First f' 19).CompletionMatches | Should -BeNullOrEmpty
        (TabExpansion2 'Get-SbmRun -Id ' 15).CompletionMatches | Should -HaveCount 3
    }

    It 'completes from the store that $PSDefaultParameterValues names' {
        $null = Invoke-SbmMigration -Slug elsewhere -ScriptBlock { } -StorePath ./other.json
        try {
            $global:PSDefaultParameterValues['*-Sbm*:StorePath'] = './other.json'
            (TabExpansion2 'Get-SbmRun -Slug ' 17).CompletionMatches.CompletionText | Should -Be 'elsewhere'
            (TabExpansion2 'Get-SbmRun -StorePath ./.sbm_migrations.json -Slug b' 52).CompletionMatches.CompletionText | Should -Be 'beta'
        }
        finally { $global:PSDefaultParameterValues.Remove('*-Sbm*:StorePath') }
    }

    It 'colours states on a terminal, and not with NO_COLOR' -Skip:(-not (Get-Command script -ErrorAction Ignore) -or $IsWindows -or $IsMacOS) {
        # script(1) gives it a terminal, and its name says that it has colours.
        Set-TestVariable TERM xterm-256color
        $command = (Get-PwshCommand | ForEach-Object { "`"$_`"" }) -join ' '
        Set-Content ./shown.ps1 "Import-Module `"$Repository/out/Sbm`"; Get-SbmRun; '--'; `$env:NO_COLOR = '1'; Get-SbmRun"
        $shown = $null | script -qec "$command -NoProfile -NonInteractive -File ./shown.ps1" /dev/null | Out-String
        $coloured, $plain = $shown -split '(?m)^--'
        $coloured | Should -Match '\e\[32m ?success'
        $coloured | Should -Match '\e\[33m ?pending'
        $plain | Should -Match 'success'
        $plain | Should -Not -Match '\e\[3[123]m(success|pending)'
    }

    It 'shows deserialized runs as it shows its own, plain at <_> columns' -ForEach 60, 80, 200 {
        Get-SbmRun | Export-Clixml runs.xml
        $own = Get-SbmRun | Out-String -Width $_ -Stream | ForEach-Object TrimEnd
        Import-Clixml runs.xml | Out-String -Width $_ -Stream | ForEach-Object TrimEnd | Should -Be $own
        $own | ForEach-Object Length | Should -Not -BeGreaterThan $_
        ($own | Where-Object { $_ })[1] | Should -Match '^---'
    }

    It 'shows its columns in Constrained Language mode' {
        $shell = Start-Shell '$ExecutionContext.SessionState.LanguageMode = "ConstrainedLanguage"; Get-SbmRun | Out-String -Width 120'
        "$($shell.EndInvoke($shell.Result))" | Should -Match '\d{4}-\d\d-\d\d \d\d:\d\d +alpha +success +0 +0 +\S+s +pending'
    }

    It 'answers from 10,000 runs, and 1,000 names from one reading' {
        $line = (Get-Content .sbm_migrations.json)[1].TrimEnd(',')
        $runs = foreach ($i in 1..10000) { ($line -replace '"id":"[0-9a-f]{26}', ('"id":"{0:x26}' -f $i)) -replace '"slug":"alpha"', "`"slug`":`"theme-$i`"" }
        Set-Content .sbm_migrations.json "{`"migrations`":[],`"runs`":[`n$($runs -join ",`n")`n],`"last_updated`":null}"
        (Get-SbmRun -First 1).Slug | Should -Be 'theme-10000'
        (1..1000 | ForEach-Object { "theme-$_" } | Get-SbmRun).Count | Should -Be 1000
    }
}
