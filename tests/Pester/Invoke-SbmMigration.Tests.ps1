BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $outputs = 'sb-inside.scss', 'sb-vdp.scss', 'sb-vrp.scss', 'sb-home.scss'

    function Get-Places([object[]] $Warnings) { @($Warnings | ForEach-Object { "$_" -replace ': the.*', '' }) }
}

AfterAll { Clear-SbmTest }

Describe 'Invoke-SbmMigration with a theme' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $store = "$userHome/.sbm_migrations.json"
    }

    It 'writes the four files, records a run that is pending, and returns it' {
        Copy-Item $Sample ./lakeside-motors -Recurse
        $run = Invoke-SbmMigration ./lakeside-motors -WarningAction SilentlyContinue -ErrorAction Stop
        $run.Slug | Should -Be 'lakeside-motors'
        $run.Status | Should -Be 'success'
        $run.SyncStatus | Should -Be 'pending_sync'
        $run.ScssLines | Should -Be 197
        $run.FilesCreated | Should -Be 3
        $outputs | ForEach-Object { "./lakeside-motors/$_" | Should -Exist }
        $run.LinesMigrated | Should -Be ($outputs | ForEach-Object { [IO.File]::ReadAllLines("$userHome/lakeside-motors/$_").Count } | Measure-Object -Sum).Sum
        $run.ReportPath | Should -Exist
        $record = (Get-Content $store -Raw | ConvertFrom-Json).runs[0]
        $record.id | Should -Be $run.Id
        $record.sync_status | Should -Be 'pending_sync'
    }

    It 'resolves wildcards, relative paths and names from the pipeline as PowerShell does' {
        New-Theme one; New-Theme other
        Invoke-SbmMigration ./o* | Should -HaveCount 2
        'one', 'other' | Invoke-SbmMigration -Force | Should -HaveCount 2
        Get-Item one | Invoke-SbmMigration -Force | Should -HaveCount 1
        Get-SbmRun | Should -HaveCount 5
    }

    It 'takes a literal path with brackets as it stands' {
        New-Theme 'a[1]'
        (Invoke-SbmMigration -LiteralPath './a[1]' -Slug a1).Status | Should -Be 'success'
    }

    It 'gives several themes a folder each in the destination' {
        New-Theme one @{ 'style.scss' = '.one { b: c; }' }
        New-Theme other @{ 'style.scss' = '.other { b: c; }' }
        Invoke-SbmMigration ./o* -DestinationPath ./out -ErrorAction Stop
        './out/one/sb-inside.scss' | Should -FileContentMatch '^\.one'
        './out/other/sb-inside.scss' | Should -FileContentMatch '^\.other'
    }

    It 'creates the destination and leaves the theme clean' {
        New-Theme one @{ 'style.scss' = 'a{b:c}' }
        Invoke-SbmMigration one -DestinationPath ./out/deep -ErrorAction Stop
        Get-ChildItem ./out/deep -Recurse -Filter sb-inside.scss | Get-Content -Raw | Should -BeExactly "a {`n  b: c;`n}`n"
        (Get-ChildItem one).Name | Should -Be 'css'
    }

    It 'fails at <Place> where a style sheet cannot be read, and records that' -ForEach @(
        @{ Scss = 'a { b: c;'; Place = 'css/style.scss:1:1:' }
        @{ Scss = "a { b: c; }`n}"; Place = 'css/style.scss:2:1:' }
        @{ Scss = "a {`n  b: `"c;`n}"; Place = 'css/style.scss:2:6:' }
        @{ Scss = "a { }`n /* never"; Place = 'css/style.scss:2:2:' }
    ) {
        New-Theme broken @{ 'style.scss' = $Scss }
        $run = Invoke-SbmMigration broken -ErrorVariable problem -ErrorAction SilentlyContinue
        $run.Status | Should -Be 'failed'
        $run.Error | Should -BeLike "$Place*"
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.ScssInvalid,*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        (Get-ChildItem broken).Name | Should -Be 'css'
        (Get-SbmRun broken).Status | Should -Be 'failed'
    }

    It 'warns and fails for each of several themes under its own name' {
        New-Theme one @{ 'style.scss' = 'a { @include nope; }' }
        New-Theme other @{ 'style.scss' = 'a { @include nope; }' }
        New-Theme broken @{ 'style.scss' = 'a {' }
        $null = Invoke-SbmMigration one, other, broken -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        Get-Places $warnings | Should -Be 'one: css/style.scss:1:5', 'other: css/style.scss:1:5'
        $problem | Should -HaveCount 1
        $problem[0].ErrorDetails.Message | Should -BeLike 'broken: css/style.scss:1:1: *'
    }

    It 'names every place and writes nothing with -Strict' {
        New-Theme one @{ 'style.scss' = "a { @include nope; }`nb { @include never; }" }
        $null = Invoke-SbmMigration one -Strict -ErrorVariable problem -ErrorAction SilentlyContinue -WarningVariable warnings -WarningAction SilentlyContinue
        Get-Places $warnings | Should -Be 'one: css/style.scss:1:5', 'one: css/style.scss:2:5'
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.NotConverted,*'
        (Get-ChildItem one).Name | Should -Be 'css'
    }

    It 'leaves the run recorded as interrupted when a warning stops the command (strict: <_>)' -ForEach $false, $true {
        New-Theme one @{ 'style.scss' = 'a { @include nope; }' }
        { Invoke-SbmMigration one -Strict:$_ -WarningAction Stop } | Should -Throw
        (Get-SbmRun one).Status | Should -Be 'interrupted'
    }

    It 'names the line of a source that is no UTF-8' {
        $theme = New-Theme latin
        [IO.File]::WriteAllBytes("$theme/css/style.scss", [byte[]] ([Text.Encoding]::UTF8.GetBytes("a { b: c; }`n// M") + 0xFC + [Text.Encoding]::UTF8.GetBytes("ller`n")))
        { Invoke-SbmMigration latin -ErrorAction Stop } | Should -Throw '*css/style.scss*line 2*' -ErrorId 'Sbm.SourceUnreadable,*'
    }

    It 'says what a folder lacks that is no theme' {
        $null = New-Item -ItemType Directory bare, empty/css
        { Invoke-SbmMigration bare -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.ThemeHasNoCss,*'
        { Invoke-SbmMigration empty -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.ThemeHasNoSources,*'
    }

    It 'says where a link to <_> leads' -Skip:$IsWindows -ForEach 'gone', 'link' {
        $null = [IO.File]::CreateSymbolicLink("$userHome/link", $_) # 'link' leads to itself
        { Invoke-SbmMigration ./link -ErrorAction Stop } | Should -Throw "*a link to '$_', which is not there*" -ErrorId 'Sbm.ThemeNotFound,*'
    }

    It 'says that a destination is a file' {
        New-Theme one
        Set-Content file x
        { Invoke-SbmMigration one -DestinationPath ./file -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.DestinationUnwritable,*'
    }

    It 'writes an error for a path that is missing or a file, and records nothing' {
        Set-Content file x
        Invoke-SbmMigration ./nowhere, ./file -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'Sbm.ThemeNotFound', 'Sbm.ThemeNotAFolder'
        $store | Should -Not -Exist
    }

    It 'refuses to overwrite outputs that are not its own without -Force' {
        New-Theme one
        Set-Content one/sb-inside.scss '.by-hand {}'
        { Invoke-SbmMigration one -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.OutputExists,*'
        'one/sb-inside.scss' | Should -FileContentMatchExactly '^\.by-hand {}'
        (Invoke-SbmMigration one -Force).Status | Should -Be 'success'
    }

    It 'runs all of several themes, one of which fails' {
        New-Theme a; New-Theme b @{ 'style.scss' = 'a { b: c;' }; New-Theme c
        $runs = Invoke-SbmMigration a, b, c -ErrorVariable problem -ErrorAction SilentlyContinue
        $runs.Status | Should -Be 'success', 'failed', 'success'
        $problem | Should -HaveCount 1
    }

    It 'skips a theme that was migrated before with a warning, without -Force' {
        New-Theme one
        $null = Invoke-SbmMigration one
        Invoke-SbmMigration one -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -HaveCount 1
        $warnings[0] | Should -BeLike "*'one' was migrated already on*"
        Get-SbmRun | Should -HaveCount 1
        (Invoke-SbmMigration one -Force).Status | Should -Be 'success'
    }

    It 'says with -Verify how to get a sass that is not on the PATH, and writes nothing' {
        New-Theme one
        $path = $env:PATH
        try {
            $env:PATH = $userHome
            { Invoke-SbmMigration one -Verify -ErrorAction Stop } | Should -Throw -PassThru | ForEach-Object { "$($_.ErrorDetails.RecommendedAction)" | Should -Match 'npm install --global sass' }
        }
        finally { $env:PATH = $path }
        (Get-ChildItem one).Name | Should -Be 'css'
    }

    It 'writes and records nothing with -WhatIf' {
        New-Theme one
        Invoke-SbmMigration one -WhatIf | Should -BeNullOrEmpty
        $store | Should -Not -Exist
        (Get-ChildItem one).Name | Should -Be 'css'
    }

    It 'does nothing where the store is a folder' {
        New-Theme one
        { Invoke-SbmMigration one -StorePath $userHome -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.StoreUnavailable,*'
        (Get-ChildItem one).Name | Should -Be 'css'
    }

    It 'refuses the slug <_> before anything runs' -ForEach '..', 'two words', "car`u{1F697}", '', ('a' * 200) {
        $ran = @{}
        Invoke-SbmMigration -Slug $_ -ScriptBlock { $ran.It = $true } -ErrorVariable problem -ErrorAction SilentlyContinue
        $ran.It | Should -BeNullOrEmpty
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.InvalidSlug,*'
        $store | Should -Not -Exist
    }
}

Describe 'Invoke-SbmMigration with a script block' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'fills the run with the figures that it returns, and shows the rest' {
        $run = Invoke-SbmMigration -Slug s -InformationVariable shown 6> $null -ScriptBlock {
            'working'; 42; @{ LinesMigrated = 7; FilesCreated = '2'; ScssLines = 3; PullRequestUrl = 'https://x/1' }
        }
        $run.Command | Should -Be 'script'
        $run.LinesMigrated | Should -Be 7
        $run.FilesCreated | Should -Be 2
        $run.PullRequestUrl | Should -Be 'https://x/1'
        $shown | ForEach-Object { "$($_.MessageData)" } | Should -Be 'working', '42'
        $shown | ForEach-Object { $_.Tags | Should -Contain 'PSHOST' }
    }

    It 'records zeros for <_>' -ForEach '', '$null', "'nonsense'", "@{ LinesMigrated = 'many' }", '@{ LinesMigrated = -3 }' {
        $run = Invoke-SbmMigration -Slug s -ScriptBlock ([scriptblock]::Create($_)) -WarningAction SilentlyContinue 6> $null
        $run.Status | Should -Be 'success'
        $run.LinesMigrated | Should -Be 0
    }

    It 'records, returns and reports a failure by <Script>' -ForEach @(
        @{ Script = "throw 'boo'"; Reason = '*boo*' }
        @{ Script = 'break'; Reason = "*'break'*" }
        @{ Script = 'continue'; Reason = "*'continue'*" }
        @{ Script = "`$ErrorActionPreference = 'Stop'; Get-SbmRun nope"; Reason = '*nope*' }
    ) {
        $runs = foreach ($i in 1, 2) {
            Invoke-SbmMigration -Slug "s$i" -ScriptBlock ([scriptblock]::Create($Script)) -ErrorVariable +problem -ErrorAction SilentlyContinue
        }
        $runs.Status | Should -Be 'failed', 'failed'
        $problem | Where-Object FullyQualifiedErrorId -Like '*InvokeSbmMigration' | Should -HaveCount 2
        $problem[-1].Exception.Message | Should -BeLike $Reason
        Get-SbmRun -Status failed | Should -HaveCount 2
    }

    It 'stops a script with -ErrorAction Stop' {
        { Invoke-SbmMigration -Slug s -ScriptBlock { throw 'boo' } -ErrorAction Stop } | Should -Throw 'boo'
        (Get-SbmRun s).Status | Should -Be 'failed'
    }

    It 'passes on an error that the block writes, and succeeds' {
        $run = Invoke-SbmMigration -Slug s -ScriptBlock { Get-SbmRun nope } 2>&1
        $run[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.RunNotFound,*'
        $run[1].Status | Should -Be 'success'
    }

    It 'is recorded as interrupted when it is stopped' {
        $begun = [System.Threading.ManualResetEventSlim]::new()
        $shell = Start-Shell 'Invoke-SbmMigration -Slug s -ScriptBlock { $begun.Set(); while ($true) { } }' @{ begun = $begun }
        $begun.Wait([TimeSpan]::FromMinutes(4)) | Should -BeTrue
        $shell.Stop()
        (Get-SbmRun s).Status | Should -Be 'interrupted'
        $shell.Dispose()
    }
}

Describe 'Invoke-SbmMigration and what it must not touch' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'records nothing for <Name>, which is no migration' -ForEach @(
        @{ Name = 'a folder without css'; Path = 'bare'; Id = 'ThemeHasNoCss' }
        @{ Name = 'the css folder itself'; Path = 'one/css'; Id = 'ThemeHasNoCss' }
        @{ Name = 'a pattern that matches nothing'; Path = 'none*'; Id = 'ThemeNotFound' }
        @{ Name = 'a folder whose name is no slug'; Path = 'no slug'; Id = 'InvalidSlug' }
        @{ Name = 'files of the user'; Path = 'mine'; Id = 'OutputExists' }
    ) {
        New-Theme one; New-Theme 'no slug'; New-Theme mine
        Set-Content mine/sb-inside.scss '.by-hand {}'
        $null = New-Item -ItemType Directory bare
        Invoke-SbmMigration $Path -ErrorVariable problem -ErrorAction SilentlyContinue | Should -BeNullOrEmpty
        $problem[0].FullyQualifiedErrorId | Should -Be "Sbm.$Id,Sbm.Commands.InvokeSbmMigration"
        $problem[0].CategoryInfo.Category | Should -Not -Be 'NotSpecified'
        $problem[0].Exception | Should -BeOfType ([Sbm.SbmCommandException])
        "$userHome/.sbm_migrations.json" | Should -Not -Exist
    }

    It 'says that the folder above is meant' {
        New-Theme one
        Invoke-SbmMigration one/css -ErrorAction SilentlyContinue
        $Error[0].ErrorDetails.RecommendedAction | Should -BeLike '*folder above*one*'
    }

    It 'finishes the first theme before a slow producer gives the second' {
        New-Theme one; New-Theme other
        $seen = [Collections.Generic.List[bool]]::new()
        & { 'one'; $seen.Add((Test-Path one/sb-inside.scss)); 'other' } | Invoke-SbmMigration | Should -HaveCount 2
        $seen | Should -Be $true
    }

    It 'takes runs from the pipeline with their slug and store, and names one without a theme' {
        New-Theme one
        $null = Invoke-SbmMigration one -Slug renamed -StorePath ./other.json
        $again = Get-SbmRun -StorePath ./other.json | Invoke-SbmMigration -Force
        $again.Slug, $again.StorePath | Should -Be 'renamed', (Join-Path $userHome other.json)
        $script = Invoke-SbmMigration -Slug s -ScriptBlock { }
        { $script | Invoke-SbmMigration -ErrorAction Stop } | Should -Throw "*$($script.Id)*"
        { 5 | Invoke-SbmMigration -ErrorAction Stop } | Should -Throw '*no path*'
    }

    It 'refuses one slug for several themes before anything is done' {
        New-Theme one; New-Theme other
        { Invoke-SbmMigration one, other -Slug x -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.OneSlugForSeveral,*'
        Get-SbmRun | Should -BeNullOrEmpty
        'one', 'other' | Invoke-SbmMigration -Slug x -ErrorVariable problem -ErrorAction SilentlyContinue | Should -HaveCount 1
        $problem | Should -HaveCount 1
    }

    It 'tells with -WhatIf that a theme would be skipped' {
        New-Theme one
        $null = Invoke-SbmMigration one
        Invoke-SbmMigration one -WhatIf -WarningVariable warnings -WarningAction SilentlyContinue | Should -BeNullOrEmpty
        $warnings | Should -BeLike "*'one' was migrated already*skipped*"
    }

    It 'remembers what was left, the theme and an estimate' {
        New-Theme one @{ 'style.scss' = 'a { @include nope; }' }
        $null = Invoke-SbmMigration one -WarningAction SilentlyContinue
        $run = Get-SbmRun one
        $run.Unconverted | Should -Be 1
        $run.StatusText | Should -Be 'success, 1 left'
        $run.ThemePath | Should -Be (Join-Path $userHome one)
        $run.ManualEstimateSeconds | Should -Be 1506
        (Invoke-SbmMigration one -Force -ManualEstimate 2h -WarningAction SilentlyContinue).ManualEstimate | Should -Be ([timespan]'02:00:00')
    }
}

Describe 'Invoke-SbmMigration with a script block of odd manners' {
    BeforeEach { $null = Use-SbmHome $TestDrive }

    It 'fails where a native command leaves an exit code, and not where the script has handled it' {
        $native = $IsWindows ? "cmd /c 'exit 3'" : "sh -c 'exit 3'"
        $run = Invoke-SbmMigration -Slug one -ScriptBlock ([scriptblock]::Create($native)) -ErrorVariable problem -ErrorAction SilentlyContinue
        $run.Status | Should -Be 'failed'
        $problem[0].Exception.Message | Should -BeLike '*exit code 3*'
        (Invoke-SbmMigration -Slug two -ScriptBlock ([scriptblock]::Create("$native; `$global:LASTEXITCODE = 0"))).Status | Should -Be 'success'
    }

    It 'succeeds by exit 0, and leaves the script that called it' {
        $shell = Start-Shell 'Invoke-SbmMigration -Slug s -NoSync -ScriptBlock { exit 0 }; $after.Set()' @{ after = ($after = [Threading.ManualResetEventSlim]::new()) }
        $null = $shell.EndInvoke($shell.Result)
        $after.IsSet | Should -BeFalse
        (Get-SbmRun s).Status | Should -Be 'success'
    }

    It 'puts the exit code of before back when the script ran no native command' {
        $global:LASTEXITCODE = 7
        (Invoke-SbmMigration -Slug one -ScriptBlock { if ($LASTEXITCODE -ne 0) { throw 'not 0' } }).Status | Should -Be 'success'
        $global:LASTEXITCODE | Should -Be 7
    }

    It 'saves nothing that nobody said, and what the script says' {
        (Invoke-SbmMigration -Slug one -ScriptBlock { }).TimeSaved | Should -BeNullOrEmpty
        (Invoke-SbmMigration -Slug two -ScriptBlock { @{ ManualEstimate = '2h' } }).ManualEstimateSeconds | Should -Be 7200
    }

    It 'runs script blocks in Constrained Language mode, too' {
        $shell = Start-Shell @'
            $ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'
            Invoke-SbmMigration -Slug good -NoSync -ScriptBlock { "in $($ExecutionContext.SessionState.LanguageMode)"; @{ LinesMigrated = 3; ManualEstimate = '2h' } }
            Invoke-SbmMigration -Slug bad -NoSync -ErrorAction SilentlyContinue -ScriptBlock { throw 'boo' }
'@
        $runs = $shell.EndInvoke($shell.Result)
        $runs.Status | Should -Be 'success', 'failed'
        $runs[0].LinesMigrated, $runs[0].ManualEstimateSeconds | Should -Be 3, 7200
        "$($shell.Streams.Information)" | Should -Match 'in ConstrainedLanguage'
        $runs[1].Error | Should -Be 'boo'
    }

    It 'names what a script returned that no run has' {
        $null = Invoke-SbmMigration -Slug one -ScriptBlock { @{ LinesMigratd = 3 } } -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike "*'LinesMigratd'*LinesMigrated*"
    }

    It 'takes slugs by name, one run each' {
        [pscustomobject]@{ Slug = 'a' }, [pscustomobject]@{ Slug = 'b' } | Invoke-SbmMigration -ScriptBlock { } | ForEach-Object Slug | Should -Be 'a', 'b'
    }
}

Describe 'Invoke-SbmMigration in a process of its own' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'prints the run as a table, in plain text where output is redirected' {
        $pwsh = Invoke-Pwsh "Invoke-SbmMigration `"$Sample`" -DestinationPath 'my themes' -WarningAction SilentlyContinue"
        $pwsh.ExitCode | Should -Be 0
        $pwsh.Output[0].TrimEnd() | Should -Match '^When +Slug +Status +Lines Files Duration Sync$'
        $pwsh.Output[2] | Should -Match 'lakeside-motors.*pending'
        $pwsh.Output | ForEach-Object { $_.Length | Should -BeLessThan 80 }
        $pwsh.Output | Should -Not -Match "`e"
        Get-ChildItem 'my themes' -Recurse -Filter sb-home.scss | Should -HaveCount 1
        "$userHome/.sbm_migrations.json" | Should -FileContentMatch '"pending_sync"'
    }

    It 'leaves with the exit code of the script, and with 1 after an error, which says what to do without a stack trace' {
        (Invoke-Pwsh 'Invoke-SbmMigration -Slug s -ScriptBlock { exit 4 }').ExitCode | Should -Be 4
        (Get-SbmRun s).Status | Should -Be 'failed'
        $pwsh = Invoke-Pwsh 'Invoke-SbmMigration ./nowhere'
        $pwsh.ExitCode | Should -Be 1
        $pwsh.Output | Should -BeNullOrEmpty
        $pwsh.Error | Should -Match 'There is no folder'
        $pwsh.Error -replace '\s+', ' ' | Should -Match "Give the path of a legacy theme's folder"
        $pwsh.Error | Should -Not -Match '   at '
    }

    It 'records the run as interrupted when the process is told to end' -Skip:$IsWindows {
        $process = Start-Pwsh "Invoke-SbmMigration -Slug one -NoSync -ScriptBlock { 'ready'; Start-Sleep 600 }"
        $null = Wait-Line $process 'ready'
        & kill -TERM $process.Id
        $null = Wait-Exit $process
        (Get-SbmRun one).Status | Should -Be 'interrupted'
    }
}
