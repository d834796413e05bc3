<#
What importing Sbm adds to a bare `pwsh -NoProfile`: starts of each in turn, so that a noisy machine is noisy for both; medians. Each
process tells how long it has lived when it is done. Run after ./build.ps1 Package, which makes the Release build that is measured.
#>
param([int] $Rounds = 10)

$module = (Resolve-Path "$PSScriptRoot/../out/package/Sbm").Path
$program = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
$command = (Test-Path -LiteralPath $program) ? @($program) : @([Environment]::ProcessPath, (Join-Path $PSHOME 'pwsh.dll'))
$userHome = (New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) "sbm-measure-$PID")).FullName
$env:HOME = $env:USERPROFILE = $userHome
$env:POWERSHELL_UPDATECHECK = 'Off'
$env:POWERSHELL_TELEMETRY_OPTOUT = '1'

function Measure-Start([string] $Script) {
    $name, $rest = $command
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $null = & $name @rest -NoProfile -NonInteractive -Command $Script
    $watch.Elapsed.TotalMilliseconds
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }

try {
    $null = Measure-Start '1'; $null = Measure-Start "Import-Module '$module'" # the files are in memory for all that are measured
    $bare, $with = [Collections.Generic.List[double]]::new(), [Collections.Generic.List[double]]::new()
    foreach ($round in 1..$Rounds) {
        $bare.Add((Measure-Start '1'))
        $with.Add((Measure-Start "Import-Module '$module'"))
    }
    'bare {0:0} ms, with Sbm {1:0} ms, so {2:0} ms for the import (medians of {3} alternating starts)' -f (Get-Median $bare), (Get-Median $with), ((Get-Median $with) - (Get-Median $bare)), $Rounds
}
finally { Remove-Item $userHome -Recurse -Force }
