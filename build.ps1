#!/usr/bin/env pwsh
<#
.SYNOPSIS
Builds, tries, tests and packages Sbm. It only calls dotnet, Pester and npm.
.DESCRIPTION
On a machine that has the .NET SDK but no PowerShell, begin with `dotnet tool exec powershell --yes --`, which fetches the
version in .config/dotnet-tools.json: dotnet tool exec powershell --yes -- ./build.ps1 Test
.EXAMPLE
./build.ps1 Test -Filter Store
.EXAMPLE
./build.ps1 Pester Get-SbmRun
#>
[CmdletBinding()]
param(
    # Build: the module, at out/Sbm. Test: all tests. Unit, Pester: one kind of them.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Unit', 'Pester', ErrorMessage = "There is no task '{0}'. The tasks are: {1}. 'Get-Help ./build.ps1 -Full' explains them.")]
    [string] $Task = 'Build',

    # Only the tests whose names contain this; of Pester, only the files.
    [Parameter(Position = 1)]
    [string] $Filter
)

$ErrorActionPreference = 'Stop'
$env:DOTNET_NOLOGO = $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'

function Invoke-Program([Parameter(ValueFromRemainingArguments)] [string[]] $Command) {
    Write-Host "== $Command" -ForegroundColor Cyan
    $name, $rest = $Command
    & $name @rest
    if ($LASTEXITCODE -ne 0) { throw "'$Command' has failed." }
}

# The command line of this PowerShell: as a .NET tool it is a dll for `dotnet`.
function Get-PwshCommand {
    $program = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
    if (Test-Path -LiteralPath $program) { return , @($program) }
    [Environment]::ProcessPath, (Join-Path $PSHOME 'pwsh.dll')
}

function Invoke-Unit {
    $only = $Filter ? '--filter', "FullyQualifiedName~$Filter" : @()
    Invoke-Program dotnet test tests/Unit @only
}

# In a process of its own, that does not keep the module's files open.
function Invoke-PesterTest {
    Invoke-Program dotnet build tests/Pester --verbosity quiet
    $manifest = dotnet msbuild tests/Pester -getProperty:PesterManifest
    $only = $Filter ? "tests/Pester/*$Filter*.Tests.ps1" : 'tests/Pester'
    Invoke-Program @(Get-PwshCommand) -NoProfile -NonInteractive -Command @"
        Import-Module '$manifest'
        `$result = Invoke-Pester -Path '$only' -PassThru -Output Normal
        exit [int](`$result.Result -ne 'Passed')
"@
}

Push-Location $PSScriptRoot
try {
    switch ($Task) {
        Build { Invoke-Program dotnet build src/Sbm.PowerShell }
        Unit { Invoke-Unit }
        Pester { Invoke-PesterTest }
        Test { Invoke-Unit; Invoke-PesterTest }
    }
}
finally { Pop-Location }
