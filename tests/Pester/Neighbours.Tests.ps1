# Sbm beside modules that many have and that bring packages of their own, and what PSScriptAnalyzer says of the scripts here. They come
# from the gallery, and are skipped on a machine that has not installed them:
# Install-PSResource PSScriptAnalyzer, Az.Accounts, Microsoft.Graph.Authentication, dbatools -TrustRepository
BeforeDiscovery {
    $names = 'Az.Accounts', 'Microsoft.Graph.Authentication', 'dbatools'
    $found = (Get-Module -ListAvailable ($names + 'PSScriptAnalyzer')).Name
    $scripts = 'build.ps1', 'Sbm.psd1', 'src', 'tests/Pester', 'bench' | ForEach-Object { @{ Script = $_; IsThere = 'PSScriptAnalyzer' -in $found } }
    $neighbours = foreach ($name in $names) {
        $isThere = $name -in $found
        @{ Name = $name; First = $name; Second = 'Sbm'; IsThere = $isThere }
        @{ Name = $name; First = 'Sbm'; Second = $name; IsThere = $isThere }
    }
}

BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
}

AfterAll { Clear-SbmTest }

Describe 'Sbm beside others' {
    It 'works with <Name>: <First> imported before <Second>' -ForEach $neighbours {
        if (-not $IsThere) { Set-ItResult -Skipped -Because "$Name is not installed"; return }
        $userHome = Use-SbmHome $TestDrive
        $database = Start-FaultDatabase
        $pwsh = Invoke-Pwsh "`$ErrorActionPreference = 'Stop'; Import-Module $First; Import-Module $Second; `$null = Invoke-SbmMigration -Slug one -NoSync -ScriptBlock { }; (Sync-SbmPendingRun -Wait -DatabaseUrl $($database.Url)).End; Get-Command -Module $Name | Select-Object -First 1 | Get-Help > `$null" -Environment @{ PSModulePath = "$Repository/out" + [IO.Path]::PathSeparator + $env:PSModulePath }
        $pwsh.Output[0] | Should -Be 'Completed' -Because $pwsh.Error
    }
}

Describe 'PSScriptAnalyzer' {
    It 'finds nothing in <Script>' -ForEach $scripts {
        if (-not $IsThere) { Set-ItResult -Skipped -Because 'PSScriptAnalyzer is not installed'; return }
        # Write-Host is for people, who run these scripts; Pester's variables are used in other blocks than they are set in.
        Invoke-ScriptAnalyzer "$Repository/$Script" -Recurse -Severity Warning, Error -ExcludeRule PSAvoidUsingWriteHost, PSUseDeclaredVarsMoreThanAssignments, PSUseShouldProcessForStateChangingFunctions |
            ForEach-Object { "$($_.ScriptName):$($_.Line) $($_.RuleName)" } | Should -BeNullOrEmpty
    }
}
