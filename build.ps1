#!/usr/bin/env pwsh
# For people who have PowerShell: builds, tests and packages the module. It only calls dotnet and Pester.
[CmdletBinding()]
param(
    # What to do.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package')]
    [string] $Task = 'Build'
)

$ErrorActionPreference = 'Stop'
Push-Location $PSScriptRoot
try {
    dotnet build Sbm.sln
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

    if ($Task -eq 'Test') {
        dotnet test Sbm.sln --no-build
        if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
        if (-not (Get-Module -ListAvailable Pester | Where-Object { $_.Version.Major -ge 5 })) {
            throw 'Pester 5 is not installed. Install it with: Install-PSResource Pester'
        }
        $result = Invoke-Pester -Path tests/Pester -PassThru
        if ($result.Result -ne 'Passed') { exit 1 }
    }

    if ($Task -eq 'Package') {
        New-Item -ItemType Directory -Force out/package | Out-Null
        Compress-PSResource -Path out/Sbm -DestinationPath out/package
    }
}
finally {
    Pop-Location
}
