<#
What a user waits for: Invoke-SbmMigration of the sample theme without a database, and with one that accepts connections and
never answers. Each time in a pwsh of its own, the two in turn, so that a noisy machine is noisy for both. Run after
dotnet build -c Release. "first" is the first migration of a process, "later" the median of those after the hundredth.
#>
param([int] $Rounds = 15, [int] $Migrations = 300)

$root = Split-Path $PSScriptRoot
$silent = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0) # the system accepts for it; nobody reads
$silent.Start()
$folder = (New-Item -ItemType Directory (Join-Path ([System.IO.Path]::GetTempPath()) "sbm-measure-$PID")).FullName

$script = @"
Import-Module '$root/out/Sbm'
`$times = foreach (`$i in 1..$Migrations) {
    `$watch = [System.Diagnostics.Stopwatch]::StartNew()
    `$null = Invoke-SbmMigration '$root/samples/lakeside-motors' -DestinationPath '$folder/out' -ReportPath '$folder/reports' -Force -WarningAction Ignore
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

try {
    $none = [System.Collections.Generic.List[object]]::new()
    $hangs = [System.Collections.Generic.List[object]]::new()
    foreach ($round in 1..$Rounds) {
        $none.Add((Measure-Process ''))
        $hangs.Add((Measure-Process "http://127.0.0.1:$($silent.LocalEndpoint.Port)"))
    }

    foreach ($which in 'First', 'Later') {
        $without, $with = (Get-Median $none.$which), (Get-Median $hangs.$which)
        '{0,-6} none {1,8:0.00} ms   hangs {2,8:0.00} ms   {3,6:+0.0;-0.0} %' -f $which.ToLowerInvariant(), $without, $with, (100 * ($with / $without - 1))
    }
}
finally {
    $silent.Stop()
    Remove-Item -Recurse -Force $folder
}
