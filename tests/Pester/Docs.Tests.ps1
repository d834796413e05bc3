# What README and docs show is run, so that it cannot drift; help pages and their examples have Help.Tests.ps1.
BeforeDiscovery {
    $repository = (Resolve-Path "$PSScriptRoot/../..").Path
    $pages = (Get-Item "$repository/*.md") + (Get-ChildItem "$repository/docs" -Recurse -Filter *.md) | ForEach-Object { @{ Page = $_.FullName.Substring($repository.Length + 1); Text = Get-Content $_ -Raw } }
    foreach ($page in $pages) {
        $page.Links = [regex]::Matches($page.Text, '\]\(([^)#:\s]+)(?:#[^)]*)?\)') | ForEach-Object { $_.Groups[1].Value }
        $page.Blocks = [regex]::Matches($page.Text, '(?ms)^```powershell[^\n]*\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value }
        # What ends its process has tests of its own; ```powershell no-run is only read.
        $page.Run = @([regex]::Matches($page.Text, '(?ms)^```powershell\n(.*?)^```') | ForEach-Object { $_.Groups[1].Value } | Where-Object { $_ -notmatch '(?m)^(exit|pwsh) ' })
    }
    $tours = $pages | Where-Object { $_.Page -match '^docs.\w[\w-]*\.md$' -and $_.Run }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    $database = Start-FaultDatabase

    # What differs between one machine and minute and another.
    function Format-Session([string] $Text) {
        ($Text -replace '\r' -replace '\d{4}-\d\d-\d\d \d\d:\d\d', '<time>' -replace ' +\d+\.\d\ds', ' <s>' -replace '(?m)(\d+m) \d\ds$', '$1 <s>' -replace 'by \S+@\S+;', 'by <user>;' -replace [regex]::Escape($PWD.Path), '/home/ana' -replace '(?m)[ \t]+$' -replace '\n\n+', "`n`n").Trim()
    }
}

AfterAll { Clear-SbmTest }

Describe 'README and docs' {
    It 'lead from <Page> to what is there, and show what PowerShell understands' -ForEach $pages {
        $Links | Where-Object { -not (Test-Path -LiteralPath (Join-Path (Split-Path "$Repository/$Page") $_)) } | Should -BeNullOrEmpty
        foreach ($code in $Blocks) {
            $problems = $null
            $null = [System.Management.Automation.Language.Parser]::ParseInput($code, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty -Because $code
        }
    }

    It 'call build.ps1 with tasks that it has' {
        $tasks = (Get-Command "$Repository/build.ps1").Parameters.Task.Attributes.ValidValues
        Get-Item "$Repository/*.md", "$Repository/docs/*.md", "$Repository/.github/workflows/*", "$Repository/.ci/run" -Force | Get-Content -Raw | ForEach-Object {
            [regex]::Matches($_, '\./build\.ps1 ([A-Z]\w+)') | ForEach-Object { $_.Groups[1].Value | Should -BeIn $tasks }
        }
    }
}

Describe 'The session in <Pages>' -ForEach @{ Pages = , 'README.md' }, @{ Pages = 'docs/tour.md', 'docs/team-leads.md' } {
    BeforeAll {
        $userHome = Use-SbmHome $TestDrive
        $folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([IO.Path]::GetRandomFileName())) # short, for paths in tables
        Set-Location $folder
        Copy-Item "$Repository/samples" . -Recurse
        $null = New-Item -ItemType Directory themes
        'lakeside-motors', 'harbor-ford' | ForEach-Object { Copy-Item "$Repository/samples/lakeside-motors" ./themes/$_ -Recurse }
    }

    AfterAll { Set-Location $userHome; Remove-Item $folder -Recurse }

    It 'is what its commands print, in this order' -Skip:$IsWindows {
        $shown = ($Pages | ForEach-Object { [regex]::Matches((Get-Content "$Repository/$_" -Raw), '(?ms)^```\n(PS> .*?)^```') } | ForEach-Object { $_.Groups[1].Value }) -join "`n"
        $lines = [regex]::Matches($shown, '(?m)^PS> (.*)$') | ForEach-Object { "'PS> $($_.Groups[1].Value.Replace("'", "''"))'"; $_.Groups[1].Value }
        # One stream as on a screen: the shell joins them, in the order of writing.
        $command = Get-PwshCommand
        Set-TestVariable PSModulePath ("$Repository/out" + [IO.Path]::PathSeparator + $env:PSModulePath)
        Set-TestVariable NO_COLOR 1
        $printed = $lines | sh -c 'exec "$@" 2>&1' sh @command -NoProfile -NonInteractive -Command -
        Format-Session ($printed -join "`n") | Should -Be (Format-Session $shown) -Because "it was:`n$($printed -join "`n")"
    }
}

Describe 'What <Page> shows' -ForEach $tours {
    BeforeAll {
        $null = Use-SbmHome $TestDrive
        $null = New-Item -ItemType Directory themes, artifacts
        Copy-Item "$Repository/samples/lakeside-motors" ./themes -Recurse
        Set-TestVariable SBM_AUTOSYNC 0
        Set-TestVariable SBM_DATABASE_URL $database.Url
        $database.Reset()
        Import-Sbm
        $null = Invoke-SbmMigration -Slug build-17 -ScriptBlock { } -StorePath ./artifacts/build-17.json
        $null = Invoke-SbmMigration ./themes/lakeside-motors -WarningAction Ignore
        $null = Sync-SbmPendingRun -Wait
    }

    It 'runs without an error: <_>' -ForEach $Run {
        $Error.Clear()
        $null = & ([scriptblock]::Create($_)) 3>&1 4>&1 6>&1
        $Error | Should -BeNullOrEmpty
    }
}

Describe 'The script in docs/ci.md' {
    BeforeAll {
        $userHome = Use-SbmHome $TestDrive
        $null = New-Item -ItemType Directory themes
        'lakeside-motors', 'harbor-ford' | ForEach-Object { Copy-Item "$Repository/samples/lakeside-motors" ./themes/$_ -Recurse }
        $database.Reset()
        Set-TestVariable SBM_DATABASE_URL $database.Url
        Set-TestVariable GITHUB_STEP_SUMMARY "$userHome/summary.md"
        $script = [regex]::Match((Get-Content "$Repository/docs/ci.md" -Raw), '(?ms)^```powershell\n(.*?)^```').Groups[1].Value

        # exit would end the tests; what it says is the exit code, and so is an error that ends the script.
        function Invoke-Build {
            $code = @{}
            $shell = Start-Shell ($script -replace '(?m)^exit ', '$code.It = ') @{ code = $code }
            $output = try { $shell.EndInvoke($shell.Result) } catch { $code.It = 1; "$_" }
            [pscustomobject]@{ Code = $code.It; Output = @($output); Errors = "$($shell.Streams.Error)" }
        }
    }

    It 'annotates, migrates, reports and sends, on the first build and the next: <_>' -ForEach 1, 2 {
        $build = Invoke-Build
        $build.Code | Should -Be 0 -Because $build.Errors
        @($build.Output) -match '^::warning file=\.[\\/]themes[\\/]harbor-ford[\\/]css[\\/]\w+\.scss,line=\d+,col=\d+::\w' | Should -Not -BeNullOrEmpty
        $build.Output | Where-Object { $_ -is [Sbm.MigrationRun] } | ForEach-Object Status | Should -Be 'success', 'success'
        [regex]::Matches((Get-Content ./summary.md -Raw), '(?m)^## ').Count | Should -BeGreaterOrEqual $_
        (Get-SbmRun).SyncStatus | Select-Object -Unique | Should -Be 'synced'
        @($database.Content().Keys -like 'users/*/runs/*').Count | Should -Be (2 * $_)
    }

    It 'fails the job where a record does not arrive, and where a theme cannot be migrated' {
        $database.SetRules(@{ Status = 401; Body = '{"error":"Permission denied"}' })
        $build = Invoke-Build
        $build.Code | Should -Be 1
        $build.Output[-1] | Should -Match 'Permission denied'
        $database.SetRules(@())
        Set-Content ./themes/harbor-ford/css/style.scss 'a {'
        (Invoke-Build).Code | Should -Be 1
    }
}

Describe 'The command line for CI in docs/sync.md' {
    BeforeAll { $line = [regex]::Match((Get-Content "$Repository/docs/sync.md" -Raw), "(?m)^pwsh -c '([^']*)'").Groups[1].Value }

    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $null = New-Item -ItemType Directory themes
        Copy-Item "$Repository/samples/lakeside-motors" ./themes -Recurse
        $database.Reset()
    }

    It 'leaves with 0 where the database takes the run' {
        $env:SBM_DATABASE_URL = $database.Url
        $pwsh = Invoke-Pwsh $line
        $pwsh.ExitCode | Should -Be 0 -Because ($pwsh.Output + $pwsh.Error -join "`n")
    }

    # What is thrown, and what exit says, is the exit code.
    It 'fails where <Where>' -ForEach @(
        @{ Theme = 'lakeside-motors'; Where = 'the database refuses the run'; Status = 401; Thrown = 'Permission denied' }
        @{ Theme = 'lakeside-motors'; Where = 'there is none'; Status = $null; Thrown = 'no database' }
        @{ Theme = 'none'; Where = 'the theme is not there'; Status = 0; Thrown = $null }
    ) {
        if ($null -ne $Status) { $database.SetRules(@{ Status = $Status; Body = '{"error":"Permission denied"}' }); $env:SBM_DATABASE_URL = $database.Url }
        $code = @{}
        $shell = Start-Shell $line.Replace('./themes/lakeside-motors', "./themes/$Theme").Replace('exit ', '$code.It = ') @{ code = $code }
        if ($Thrown) { { $shell.EndInvoke($shell.Result) } | Should -Throw "*$Thrown*" }
        else { $null = $shell.EndInvoke($shell.Result); $code.It | Should -Be 1 }
    }
}
