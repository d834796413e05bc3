<#
What importing Sbm adds to a bare `pwsh -NoProfile`, and beside it what PowerShell asks for any module with one compiled command: starts
of each in turn, so that a noisy machine is noisy for all; medians. Run after ./build.ps1 Package, which makes the Release build that is measured.
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

function New-LeastModule {
    $folder = (New-Item -ItemType Directory (Join-Path $userHome Least)).FullName
    Add-Type -OutputAssembly "$folder/Least.dll" -TypeDefinition '[System.Management.Automation.Cmdlet("Get", "Least")] public class GetLeast : System.Management.Automation.PSCmdlet { }'
    New-ModuleManifest "$folder/Least.psd1" -RootModule Least.dll -CmdletsToExport Get-Least -FunctionsToExport @() -AliasesToExport @() -VariablesToExport @()
    $folder
}

try {
    $scripts = [ordered]@{ bare = '1'; 'the least module' = "Import-Module '$(New-LeastModule)'"; Sbm = "Import-Module `"$module`"" }
    $times = @{}
    foreach ($name in $scripts.Keys) {
        $null = Measure-Start $scripts[$name] # the files are in memory for all that are measured
        $times[$name] = [Collections.Generic.List[double]]::new()
    }

    foreach ($round in 1..$Rounds) {
        foreach ($name in $scripts.Keys) { $times[$name].Add((Measure-Start $scripts[$name])) }
    }

    $bare = Get-Median $times.bare
    "medians of $Rounds alternating starts"
    foreach ($name in $scripts.Keys) { '{0,-17} {1,5:0} ms  {2,4:+0;-0;0} ms' -f $name, (Get-Median $times[$name]), ((Get-Median $times[$name]) - $bare) }
}
finally { Remove-Item $userHome -Recurse -Force }
