<#
What a user waits for: Invoke-SbmMigration of the sample theme without a database, and with one that accepts connections and
never answers. Each time in a pwsh of its own, the two in turn, so that a noisy machine is noisy for both. Run after
dotnet build -c Release. "First" is the first migration of a process, "Later" the median of those after the hundredth; "best" is the process that the
machine disturbed least.
#>
param([int] $Rounds = 15, [int] $Migrations = 300)

$root = Split-Path $PSScriptRoot
$silent = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0) # the system accepts for it; nobody reads
$silent.Start()
$folder = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "sbm-measure-$PID")).FullName

$script = @"
Import-Module "$root/out/Sbm"
`$times = foreach (`$i in 1..$Migrations) {
    `$watch = [System.Diagnostics.Stopwatch]::StartNew()
    `$null = Invoke-SbmMigration "$root/samples/lakeside-motors" -DestinationPath "$folder/out" -ReportPath "$folder/reports" -Force -WarningAction Ignore
    `$watch.Elapsed.TotalMilliseconds
}
`$later = @(`$times | Select-Object -Skip 100 | Sort-Object)
"`$(`$times[0]) `$(`$later[`$later.Count / 2])"
"@

function Measure-Process([string] $DatabaseUrl) {
    $env:HOME = (New-Item -ItemType Directory "$folder/$([guid]::NewGuid())").FullName
    $env:SBM_DATABASE_URL = $DatabaseUrl
    $env:SBM_EXIT_TIMEOUT = '0'
    $first, $later = (pwsh -NoProfile -NonInteractive -Command $script) -split ' ' | ForEach-Object { [double] $_ }
    [pscustomobject]@{ First = $first; Later = $later }
}

function Get-Median([double[]] $Values) { ($Values | Sort-Object)[[math]::Floor($Values.Count / 2)] }

function Format-Row([string] $What, [double] $Without, [double] $With) {
    '{0,-14} none {1,8:0.00} ms   hangs {2,8:0.00} ms   {3,6:+0.0;-0.0;0.0} %' -f $What, $Without, $With, [math]::Round(100 * ($With / $Without - 1), 1)
}

try {
    $none = [System.Collections.Generic.List[object]]::new()
    $hangs = [System.Collections.Generic.List[object]]::new()
    foreach ($round in 1..$Rounds) {
        $none.Add((Measure-Process ''))
        $hangs.Add((Measure-Process "http://127.0.0.1:$($silent.LocalEndpoint.Port)"))
    }

    foreach ($which in 'First', 'Later') {
        Format-Row "$which, median" (Get-Median $none.$which) (Get-Median $hangs.$which)
        Format-Row "$which, best" ($none.$which | Measure-Object -Minimum).Minimum ($hangs.$which | Measure-Object -Minimum).Minimum
    }
}
finally {
    $silent.Stop()
    Remove-Item -Recurse -Force $folder
}
