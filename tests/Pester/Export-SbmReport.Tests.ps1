BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    # Here, where the home is still that of who runs the tests, and keeps what was installed.
    if (Get-Command node -ErrorAction Ignore) { $packages = node "$Repository/tests/node/install.js" browser | Select-Object -Last 1 }
    $browser = 'chromium', 'chromium-browser', 'google-chrome' | Get-Command -ErrorAction Ignore | Select-Object -First 1
}

AfterAll { Clear-SbmTest }

Describe 'Export-SbmReport' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        Set-Content ./.sbm_migrations.json @'
{"runs":[
{"id":"1","slug":"a","status":"success","timestamp":"2026-01-05T12:00:00Z","duration_seconds":60,"lines_migrated":250798893,"manual_estimate_seconds":36000,"user_id":"ana"},
{"id":"2","slug":"<script>alert(1)</script>\u202e","status":"failed","error":"<img src=http://evil.example/x onerror=alert(1)> | [x](http://evil.example) \u001b[31m","timestamp":"2026-01-20T12:00:00Z","user_id":"bo\"'&"}
]}
'@
    }

    It 'writes a page and returns the file' {
        $file = Export-SbmReport ./report.html
        $file | Should -BeOfType System.IO.FileInfo
        $page = Get-Content ./report.html -Raw
        $page | Should -Match "default-src 'none'"
        $page | Should -Match '250,798,893'
        $page | Should -Not -Match '<script|<img|[\x00-\x09\x1b\u202e]'
    }

    It 'writes the same bytes twice' {
        Export-SbmReport ./one.html
        Export-SbmReport ./two.html
        (Get-FileHash ./one.html).Hash | Should -Be (Get-FileHash ./two.html).Hash
    }

    It 'writes a page for a store that is not there' {
        Export-SbmReport ./none.html -StorePath ./none.json
        Get-Content ./none.html -Raw | Should -Match 'No runs'
        './none.json' | Should -Not -Exist
    }

    It 'appends Markdown to a summary page, on the second build as well' {
        Set-Content ./summary 'before'
        1..2 | ForEach-Object { Export-SbmReport ./summary -Append }
        $text = Get-Content ./summary -Raw
        $text | Should -Match '^before'
        [regex]::Matches($text, '(?m)^## Site Builder migrations').Count | Should -Be 2
        $text | Should -Not -Match '<img|\]\(http|http://|\x1b'
        ($text -split '\n' -match '^\| .*evil').ForEach({ ($_ -split '(?<!\\)\|').Count }) | Should -Be 6, 6
    }

    It 'leaves a file that is there alone without -Force' {
        Set-Content ./report.html mine
        { Export-SbmReport ./report.html } | Should -Throw -ErrorId 'Sbm.FileExists*'
        Get-Content ./report.html | Should -Be mine
        Export-SbmReport ./report.html -Force
        Get-Content ./report.html -Raw | Should -Match '<html'
    }

    It 'refuses <Kind>' -ForEach @(
        @{ Kind = 'a name without a format'; Bad = { Export-SbmReport ./report }; Id = 'Sbm.InvalidFormat*'; Category = 'InvalidArgument' }
        @{ Kind = 'to append to a page'; Bad = { Export-SbmReport ./report.html -Append }; Id = 'Sbm.InvalidFormat*'; Category = 'InvalidArgument' }
        @{ Kind = 'a folder'; Bad = { Export-SbmReport . -Format Html }; Id = 'Sbm.FileUnwritable*'; Category = 'WriteError' }
        @{ Kind = 'a folder that is not there'; Bad = { Export-SbmReport ./no/report.html }; Id = 'Sbm.FileUnwritable*'; Category = 'WriteError' }
        @{ Kind = 'a span that ends before it begins'; Bad = { Export-SbmReport ./r.html -Since 1d -Until 2d }; Id = 'Sbm.InvalidTimeRange*'; Category = 'InvalidArgument' }
    ) {
        $problem = $Bad | Should -Throw -ErrorId $Id -PassThru
        $problem.CategoryInfo.Category | Should -Be $Category
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        "$problem" | Should -Not -Match '\.tmp' # no name that the user did not give
    }

    It 'writes nothing with -WhatIf' {
        Export-SbmReport ./report.html -WhatIf
        './report.html' | Should -Not -Exist
    }

    It 'stays small at 100,000 runs' {
        $runs = 1..1000 | ForEach-Object { "{`"id`":`"#-$_`",`"slug`":`"theme-#-$($_ % 50)`",`"status`":`"$($_ % 9 ? 'success' : 'failed')`",`"error`":`"$('x' * 50)`",`"timestamp`":`"20$(10 + $_ % 15)-0$(1 + $_ % 9)-11T10:00:00Z`",`"user_id`":`"user-$($_ % 300)`"}" }
        $block = $runs -join ','
        [System.IO.File]::WriteAllText("$userHome/large.json", '{"runs":[' + ((1..100 | ForEach-Object { $block.Replace('#', "$_") }) -join ',') + ']}')
        (Export-SbmReport ./large.html -StorePath ./large.json).Length | Should -BeLessThan 150KB
    }

    It 'is sound in a browser, under its own policy and under a bare one' {
        Export-SbmReport ./report.html
        if (-not $packages -or -not $browser) { Set-ItResult -Skipped -Because 'there is no Chromium, or no Node.js with its packages, on this machine'; return }
        $found = node "$Repository/tests/node/browser/inspect.cjs" $packages $browser.Source "$userHome/report.html" | ConvertFrom-Json
        $found.console | Should -BeNullOrEmpty
        $found.requests | Should -BeNullOrEmpty
        $found.violations | Should -BeNullOrEmpty
        $found.cut | Should -BeNullOrEmpty
        $found.styled | Should -BeTrue
        $found.bareStyled | Should -BeFalse
        $found.bareText | Should -Be $found.text
        # The table behind the first chart agrees with the store.
        $found.tables[0] | Should -Contain '2026-W02|1|0|0|1'
        $found.tables[0] | Should -Contain '2026-W04|0|1|0|1'
        ($found.tables[0] | Select-Object -Skip 1 | ForEach-Object { [int]($_ -split '\|')[-1] } | Measure-Object -Sum).Sum | Should -Be @(Get-SbmRun).Count
    }
}
