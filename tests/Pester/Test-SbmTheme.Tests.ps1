BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Test-SbmTheme' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'tells what would be left, with places and advice, and writes and records nothing' {
        New-Theme one @{ 'style.scss' = "a { @include nope; }`n@media (max-width: `$unknown) { b { c: d; } }" }
        $analysis = Test-SbmTheme one
        $analysis.Slug | Should -Be 'one'
        $analysis.Unconverted.Kind | Should -Be 'Mixin', 'Variable'
        $analysis.Unconverted[0].File | Should -Be 'css/style.scss'
        $analysis.Unconverted[0].Line, $analysis.Unconverted[0].Column | Should -Be 1, 5
        $analysis.Unconverted.Advice | Should -Not -BeNullOrEmpty
        $analysis.ManualEstimateSeconds | Should -BeGreaterThan 0
        (Get-ChildItem one).Name | Should -Be 'css'
        "$userHome/.sbm_migrations.json" | Should -Not -Exist
    }

    It 'shows the difference to the files that are there, and none after a migration' {
        New-Theme one
        (Test-SbmTheme one).Diff | Should -BeLike "--- /dev/null`n+++ b/sb-inside.scss`n@@ -0,0 +1,3 @@`n+a {`n*"
        $null = Invoke-SbmMigration one
        (Test-SbmTheme one).Diff | Should -BeNullOrEmpty
        Add-Content one/sb-inside.scss 'mine { d: e; }'
        (Test-SbmTheme one).Diff | Should -Match '(?m)^-mine'
    }

    It 'takes strings, folders and runs from the pipeline, one as it comes' {
        New-Theme one; New-Theme 'a[1]'
        $run = Invoke-SbmMigration -LiteralPath 'a[1]' -Slug a1
        ('one', (Get-Item -LiteralPath 'a[1]'), $run | Test-SbmTheme).Slug | Should -Be 'one', 'a[1]', 'a[1]'
        $tested = [Collections.Generic.List[string]]::new()
        { & { 'one'; throw 'the producer' } | Test-SbmTheme | ForEach-Object { $tested.Add($_.Slug) } } | Should -Throw 'the producer'
        $tested | Should -Be 'one'
    }

    It 'goes on after a folder that is no theme, and refuses what is no path' {
        New-Theme one
        (Test-SbmTheme nowhere*, ./missing, one -ErrorVariable problem -ErrorAction SilentlyContinue).Slug | Should -Be 'one'
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'Sbm.ThemeNotFound', 'Sbm.ThemeNotFound'
        { 5 | Test-SbmTheme -ErrorAction Stop } | Should -Throw '*no path*'
    }

    It 'lists with -Verify what would mean something else, and is an error where no rule explains that' -Skip:$IsWindows {
        New-Theme one
        $sass = New-Item bin/sass -ItemType File -Force -Value "#!/bin/sh`nset -- `$(cksum)`necho `".a { b: `$1 }`"`n" # a compiler to which no two texts mean the same
        chmod +x $sass
        $path = $env:PATH
        try {
            $env:PATH = $sass.DirectoryName + ':' + $env:PATH
            $analysis = Test-SbmTheme one -Verify -ErrorVariable problem -ErrorAction SilentlyContinue
        }
        finally { $env:PATH = $path }
        $analysis.Verified | Should -BeFalse
        $analysis.Differences.Rule | Should -Contain $null
        $analysis.Differences[0].Output | Should -Be 'sb-inside.scss'
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.NotTheSame,*'
        (Test-SbmTheme one).Verified | Should -BeNullOrEmpty
    }

    It 'makes hostile text of a theme visible' {
        New-Theme one @{ 'style.scss' = "a { @include n`u{1b}]0;x; }`n/* `u{202e} */ b { c: d; }" }
        $analysis = Test-SbmTheme one -ErrorVariable problem -ErrorAction SilentlyContinue
        "$($analysis | ConvertTo-Json -Depth 5) $($analysis.Diff) $problem" | Should -Not -Match "[\u001b\u202e]"
    }
}
