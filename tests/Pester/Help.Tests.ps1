# Every command and topic has help that says everything, made from the pages in docs; their examples run.

BeforeDiscovery {
    $repository = (Resolve-Path "$PSScriptRoot/../..").Path
    Import-Module "$repository/out/Sbm" -Force
    $commands = (Get-Command -Module Sbm).Name | ForEach-Object { @{ Name = $_ } }
    $topics = Get-ChildItem "$repository/docs/about/about_*.md" | ForEach-Object { @{ Name = $_.BaseName } }
    # A block that begins with ```powershell is run; ```powershell no-run is only read.
    $pages = foreach ($page in Get-ChildItem "$repository/docs/commands/*.md") {
        $section = ((Get-Content $page -Raw) -split '(?m)^## ') -match '^Examples'
        $examples = foreach ($block in [regex]::Matches($section, '(?ms)^### ([^\n]*)\n.*?^```powershell([^\n]*)\n(.*?)^```')) {
            @{ Title = $block.Groups[1].Value; Code = $block.Groups[3].Value; IsRun = $block.Groups[2].Value -notmatch 'no-run' }
        }
        @{ Page = $page.BaseName; Examples = @($examples); Run = @($examples | Where-Object IsRun) }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $repository = (Resolve-Path "$PSScriptRoot/../..").Path
    $database = Start-FaultDatabase
    $commands = @{}
    Get-Command -Module Sbm | ForEach-Object { $commands[$_.Name] = $_ }
}

AfterAll { Clear-SbmTest }

Describe 'Help of <Name>' -ForEach $commands {
    BeforeAll {
        $help = Get-Help $Name -Full
        $command = Get-Command $Name
        $common = [System.Management.Automation.PSCmdlet]::CommonParameters
    }

    It 'has a synopsis, a description of each parameter, and at least two examples' {
        $help.Synopsis | Should -Not -Match "^\s*$Name"
        $told = @($help.parameters.parameter | Where-Object { ($_.description.Text -join '').Trim() } | ForEach-Object name)
        $command.Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin $told } | Should -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
    }

    It 'tells of no parameter that is not there' {
        $page = Get-Content "$repository/docs/commands/$Name.md" -Raw
        $told = [regex]::Matches((($page -split '(?m)^## ') -match '^Parameters'), '(?m)^### -(\w+)') | ForEach-Object { $_.Groups[1].Value }
        $told | Where-Object { -not $command.Parameters.ContainsKey($_) } | Should -BeNullOrEmpty
    }

    It 'completes with names of files only where one is meant' {
        $null = Use-SbmHome $TestDrive
        Set-Content ./afile x
        foreach ($parameter in $command.Parameters.Values | Where-Object { $_.Name -notlike '*Path' -and $_.Name -notin 'InputObject', 'ScriptBlock' -and $_.Name -notin $common -and -not $_.SwitchParameter }) {
            $line = "$Name -$($parameter.Name) a"
            (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Not -Contain './afile' -Because $line
        }
    }

    It 'shows its examples apart from each other' {
        $text = $help | Out-String
        [regex]::Matches($text, '(?m)^\s*\r?\n\s*------ Example \d').Count | Should -Be @($help.examples.example).Count
    }

    It 'leads online to its page, which is there' {
        $link = @($help.relatedLinks.navigationLink)[0].uri
        $link | Should -Match "^https://.+/docs/commands/$Name\.md$"
        "$repository/docs/commands/$Name.md" | Should -Exist
    }

    It 'relates to what is there' {
        foreach ($link in [regex]::Matches((Get-Content "$repository/docs/commands/$Name.md" -Raw), '\]\(([^):]+)\)')) {
            Join-Path "$repository/docs/commands" $link.Groups[1].Value | Should -Exist
        }
    }
}

Describe 'Topic <Name>' -ForEach $topics {
    It 'is found by Get-Help, in 80 columns' {
        $text = Get-Help $Name | Out-String
        $text | Should -Match "TOPIC\s+$Name"
        $text -split '\r?\n' | Where-Object Length -gt 80 | Should -BeNullOrEmpty
        (Get-Help $Name*).Name | Should -Contain $Name
    }
}

Describe 'Examples of <Page>' -ForEach $pages {
    It 'are command lines that PowerShell understands' {
        $Examples | Should -Not -BeNullOrEmpty
        foreach ($example in $Examples) {
            $problems = $null
            $tree = [System.Management.Automation.Language.Parser]::ParseInput($example.Code, [ref] $null, [ref] $problems)
            $problems | Should -BeNullOrEmpty -Because $example.Title
            foreach ($call in $tree.FindAll({ $args[0] -is [System.Management.Automation.Language.CommandAst] }, $true)) {
                $known = $commands[[string] $call.GetCommandName()]?.Parameters
                foreach ($given in $call.CommandElements.Where({ $_ -is [System.Management.Automation.Language.CommandParameterAst] })) {
                    if ($known) { $known.Keys -like "$($given.ParameterName)*" | Should -Not -BeNullOrEmpty -Because "$($example.Title) uses -$($given.ParameterName)" }
                }
            }
        }
    }

    Context 'in this order' {
        BeforeAll {
            $null = Use-SbmHome $TestDrive
            Set-TestVariable SBM_AUTOSYNC 0
            Set-TestVariable SBM_DATABASE_URL $database.Url
            Set-TestVariable FIREBASE_DATABASE_EMULATOR_HOST ([uri]$database.Url).Authority
            $null = New-Item -ItemType Directory themes, artifacts
            Copy-Item "$repository/samples/lakeside-motors" ./themes -Recurse
            Copy-Item "$repository/samples/lakeside-motors" ./themes/harbor-ford -Recurse
            'build-17', 'build-18' | ForEach-Object { Invoke-SbmMigration -Slug $_ -ScriptBlock { } -StorePath "./artifacts/$_.json" }
            Invoke-SbmMigration -Slug riverside-kia -ScriptBlock { }
            Invoke-SbmMigration ./themes/lakeside-motors -WarningAction Ignore
        }

        It 'run without an error: <Title>' -ForEach $Run {
            $Error.Clear()
            $null = & ([scriptblock]::Create($Code)) 3>&1 6>&1
            $Error | Should -BeNullOrEmpty
        }
    }
}
