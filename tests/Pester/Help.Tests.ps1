BeforeDiscovery {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $commands = (Get-Command -Module Sbm).Name
    $topics = (Get-ChildItem "$Repository/out/Sbm/en-US/about_*.help.txt").Name -replace '\.help\.txt$'
}

BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Get-Help <_>' -ForEach $commands {
    BeforeAll { $help = Get-Help $_ -Full }

    It 'has a synopsis of its own' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        $help.Synopsis | Should -Not -Match "^\s*$_"
    }

    It 'explains every parameter, and none that there is not' {
        $parameters = (Get-Command $_).Parameters.Keys | Where-Object { $_ -notin [Management.Automation.PSCmdlet]::CommonParameters }
        $explained = $help.parameters.parameter | Where-Object { ($_.description.Text -join '').Trim() }
        $explained.name | Sort-Object | Should -Be @($parameters | Sort-Object)
    }

    It 'has two examples' {
        @($help.examples.example).Count | Should -BeGreaterOrEqual 2
    }
}

Describe 'Get-Help about' {
    It 'shows <_>' -ForEach $topics {
        Get-Help $_ | Out-String | Should -Match "TOPIC\s+$_"
    }
}
