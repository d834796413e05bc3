# What README and docs show is run, so that it cannot drift; help pages and their examples have Help.Tests.ps1.
BeforeDiscovery {
    $repository = (Resolve-Path "$PSScriptRoot/../..").Path
    $pages = (Get-Item "$repository/*.md") + (Get-ChildItem "$repository/docs" -Recurse -Filter *.md) | ForEach-Object { @{ Page = $_.FullName.Substring($repository.Length + 1); Text = Get-Content $_ -Raw } }
    $links = foreach ($page in $pages) {
        [regex]::Matches($page.Text, '\]\(([^)#:\s]+)(?:#[^)]*)?\)') | ForEach-Object { @{ Page = $page.Page; Link = $_.Groups[1].Value } }
    }
    $blocks = foreach ($page in $pages) {
        [regex]::Matches($page.Text, '(?ms)^```powershell[^\n]*\n(.*?)^```') | ForEach-Object { @{ Page = $page.Page; Code = $_.Groups[1].Value } }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    $database = Start-FaultDatabase

    # What differs between one machine and minute and another.
    function Format-Session([string] $Text) {
        ($Text -replace '\r' -replace '\d{4}-\d\d-\d\d \d\d:\d\d', '<time>' -replace ' +\d+\.\d\ds', ' <s>' -replace 'by \S+@\S+;', 'by <user>;' -replace '(?m)[ \t]+$' -replace '\n\n+', "`n`n").Trim()
    }
}

AfterAll { Clear-SbmTest }

Describe 'README and docs' {
    It 'lead from <Page> to <Link>, which is there' -ForEach $links {
        Join-Path (Split-Path "$Repository/$Page") $Link | Should -Exist
    }

    It 'show in <Page> what PowerShell understands: <Code>' -ForEach $blocks {
        $problems = $null
        $null = [System.Management.Automation.Language.Parser]::ParseInput($Code, [ref] $null, [ref] $problems)
        $problems | Should -BeNullOrEmpty
    }

    It 'call build.ps1 with tasks that it has' {
        $tasks = (Get-Command "$Repository/build.ps1").Parameters.Task.Attributes.ValidValues
        Get-Item "$Repository/*.md", "$Repository/docs/*.md", "$Repository/.github/workflows/*", "$Repository/.ci/run" -Force | Get-Content -Raw | ForEach-Object {
            [regex]::Matches($_, '\./build\.ps1 ([A-Z]\w+)') | ForEach-Object { $_.Groups[1].Value | Should -BeIn $tasks }
        }
    }
}

Describe 'The session in the README' {
    It 'is what its commands print, in this order' -Skip:$IsWindows {
        $userHome = Use-SbmHome $TestDrive
        Copy-Item "$Repository/samples" . -Recurse
        $shown = [regex]::Match((Get-Content "$Repository/README.md" -Raw), '(?ms)^## A short session.*?^```\n(.*?)^```').Groups[1].Value
        $lines = [regex]::Matches($shown, '(?m)^PS> (.*)$') | ForEach-Object { "'PS> $($_.Groups[1].Value.Replace("'", "''"))'"; $_.Groups[1].Value }
        # One stream as on a screen: the shell joins them, in the order of writing.
        $command = Get-PwshCommand
        Set-TestVariable PSModulePath ("$Repository/out" + [IO.Path]::PathSeparator + $env:PSModulePath)
        Set-TestVariable NO_COLOR 1
        $printed = $lines | sh -c 'exec "$@" 2>&1' sh @command -NoProfile -NonInteractive -Command -
        Format-Session ($printed -join "`n") | Should -Be (Format-Session $shown) -Because "it was:`n$($printed -join "`n")"
    }
}

Describe 'The command line for CI in docs/sync.md' {
    It 'leaves with <Code> for the theme <Theme> where <Where>' -ForEach @(
        @{ Theme = 'lakeside-motors'; Where = 'the database takes the run'; Status = 0; Code = 0 }
        @{ Theme = 'lakeside-motors'; Where = 'the database refuses it'; Status = 401; Code = 1 }
        @{ Theme = 'lakeside-motors'; Where = 'there is none'; Status = $null; Code = 1 }
        @{ Theme = 'none'; Where = 'the theme is not there'; Status = 0; Code = 1 }
    ) {
        $userHome = Use-SbmHome $TestDrive
        $null = New-Item -ItemType Directory themes
        Copy-Item "$Repository/samples/lakeside-motors" ./themes -Recurse
        $database.Reset()
        if ($null -ne $Status) { $database.SetRules(@{ Status = $Status; Body = '{"error":"Permission denied"}' }); $env:SBM_DATABASE_URL = $database.Url }
        $line = [regex]::Match((Get-Content "$Repository/docs/sync.md" -Raw), "(?m)^pwsh -c '([^']*)'").Groups[1].Value
        $pwsh = Invoke-Pwsh $line.Replace('./themes/lakeside-motors', "./themes/$Theme")
        $pwsh.ExitCode | Should -Be $Code -Because ($pwsh.Output + $pwsh.Error -join "`n")
    }
}
