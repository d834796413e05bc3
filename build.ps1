#!/usr/bin/env pwsh

<#
.SYNOPSIS
Builds, tries, tests and packages Sbm. It only calls dotnet, Pester and npm.
.DESCRIPTION
On a machine that has the .NET SDK but no PowerShell, begin with `dotnet tool exec powershell --yes --`, which fetches the
version in .config/dotnet-tools.json: dotnet tool exec powershell --yes -- ./build.ps1 Test
.EXAMPLE
./build.ps1 Example
.EXAMPLE
./build.ps1 Unit Store
.EXAMPLE
./build.ps1 Pester Get-SbmRun
#>
[CmdletBinding()]
param(
    # Build: the module, at out/Sbm. Example: the main job on a sample. Test: all tests; Unit, Pester: one kind of them.
    # Package: a Release build as out/package/*.nupkg, with its bill of materials and checksums; Publish: sends it to a repository.
    # Format: mends the layout of the code. Bench: the figures in docs/performance.md. SassSpec: the public suite sass-spec as a measure.
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Example', 'Test', 'Unit', 'Pester', 'Package', 'Publish', 'Format', 'Bench', 'SassSpec', ErrorMessage = "There is no task '{0}'. The tasks are: {1}. Get-Help ./build.ps1 -Full explains them.")]
    [string] $Task = 'Build',

    # Only the tests or benchmarks whose names contain this; of Pester, only the files.
    [Parameter(Position = 1)]
    [string] $Filter,

    # The folder of a checkout of https://github.com/sass/sass-spec, for SassSpec.
    [string] $Checkout,

    # The long form of the tests that prove something by chance or by repetition.
    [switch] $Long,

    # Where Publish sends the package; for the gallery, its key is in PSGALLERY_API_KEY.
    [string] $Repository = 'PSGallery'
)

$ErrorActionPreference = 'Stop'
$env:DOTNET_NOLOGO = $env:DOTNET_CLI_TELEMETRY_OPTOUT = '1'
$env:SBM_TEST_LONG = $Long ? '1' : $null
if ($Task -in 'Test', 'Unit', 'Pester') { $env:DOTNET_TC_CallCounting = $env:DOTNET_TieredPGO = $env:DOTNET_EnableWriteXorExecute = '0' } # most of their processes are over before these pay
$results = "$PSScriptRoot/out/test-results"

function Invoke-Step([string] $Title, [scriptblock] $Action) {
    Write-Host "== $Title" -ForegroundColor Cyan
    $watch = [Diagnostics.Stopwatch]::StartNew()
    & $Action
    Write-Host ('== {0}: done in {1:0} s' -f $Title, $watch.Elapsed.TotalSeconds) -ForegroundColor Cyan
}

function Invoke-Dotnet {
    dotnet @args
    if ($LASTEXITCODE -ne 0) {
        throw "'dotnet $args' has failed: see above. If a package is at fault that is on this machine already (NU…, or a file that is missing or damaged), empty the package cache: dotnet nuget locals all --clear"
    }
}

# What is tried and tested is the Release build, as it is packaged.
function Invoke-Build([string] $What, [string[]] $Properties = @()) {
    Invoke-Step "Restoring packages and building $What; a first time takes a minute" { Invoke-Dotnet build $What -c Release --verbosity quiet -nologo '-clp:NoSummary' @Properties }
}

# The command line of this PowerShell: as a .NET tool it is a dll for `dotnet`. What uses the module runs in a process of its own, so
# that the next build finds none of its files open.
function Get-PwshCommand {
    $program = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
    $command = (Test-Path -LiteralPath $program) ? @($program) : @([Environment]::ProcessPath, (Join-Path $PSHOME 'pwsh.dll'))
    $command + '-NoProfile', '-NonInteractive', '-Command'
}

function Invoke-Pwsh([string] $Script) {
    $program, $rest = Get-PwshCommand
    & $program @rest $Script
    if ($LASTEXITCODE -ne 0) { throw "The $Task has failed: see above." }
}

# Texts as PowerShell reads them again, whatever is in them.
function Format-Literal([string[]] $Text) {
    ($Text | ForEach-Object { "'$($_.Replace("'", "''"))'" }) -join ', '
}

# What a process that runs some of Pester's files is told.
function Get-PesterScript([string[]] $Path, [string] $ResultPath) {
    $manifest = dotnet msbuild tests/Pester -getProperty:PesterManifest
    if (-not (Test-Path -LiteralPath $manifest)) {
        throw "There is no '$manifest': the package cache is damaged. Remove that folder's version, or empty the cache with: dotnet nuget locals all --clear"
    }
    @"
        Import-Module $(Format-Literal $manifest)
        `$configuration = New-PesterConfiguration @{
            Run = @{ Path = $(Format-Literal $Path); PassThru = `$true }
            Output = @{ Verbosity = 'Normal'; RenderMode = 'Plaintext' }
        }
        `$result = Invoke-Pester -Configuration `$configuration
        [pscustomobject]@{
            Passed = `$result.PassedCount
            Failed = `$result.FailedCount + `$result.FailedBlocksCount + `$result.FailedContainersCount
            Skipped = `$result.SkippedCount + `$result.InconclusiveCount
            Reasons = @(`$result.Skipped | ForEach-Object { (`$_.ErrorRecord.Exception.Message -replace '^is skipped, because ') -replace '^`$', 'not for this system' })
        } | ConvertTo-Json | Set-Content -LiteralPath $(Format-Literal $ResultPath)
        exit [int](`$result.Result -ne 'Passed')
"@
}

# Pester runs one test at a time, and many wait for a process: two share the files.
function Start-Pester([Diagnostics.Stopwatch] $Watch) {
    $files = @(Get-ChildItem tests/Pester -Filter "*$Filter*.Tests.ps1" | ForEach-Object FullName)
    foreach ($half in 0, 1) {
        $own = @(for ($i = $half; $i -lt $files.Count; $i += 2) { $files[$i] })
        if ($own) {
            $program, $rest = @(Get-PwshCommand) + (Get-PesterScript $own "$results/pester-$half.json")
            Start-ThreadJob { & $using:program @using:rest 2>&1; "== Pester: done in $([int]($using:Watch).Elapsed.TotalSeconds) s" }
        }
    }
}

function Invoke-Unit {
    $only = $Filter ? @('--filter', "FullyQualifiedName~$Filter") : @()
    # This one process lives long enough for its code to be compiled again, where it is hot.
    dotnet test tests/Unit -c Release --no-build --nologo --environment DOTNET_TC_CallCounting=1 --logger trx --results-directory $results --blame-hang-timeout 10m --blame-hang-dump-type none @only
}

function Install-NodePackage {
    if (Get-Command node -ErrorAction Ignore) { node tests/node/install.js }
    else { Write-Warning 'There is no Node.js on the PATH: the tests that need programs from npm are skipped.' }
}

# Thousands of flushes to a disk would be most of what tests wait for. What a power cut leaves is proved from the order of the calls, which
# is the same in memory; the long form keeps to the disk.
function Use-MemoryForTemporaryFiles {
    if ((Test-Path /dev/shm) -and [IO.DriveInfo]::new('/dev/shm').AvailableFreeSpace -gt 2GB) { $env:TMPDIR = '/dev/shm' }
}

# Runs the kinds of tests beside each other, and sums up their results; fails unless all have passed.
function Invoke-Test([switch] $Unit, [switch] $Pester) {
    if (-not $Long) { Use-MemoryForTemporaryFiles }
    Remove-Item $results -Recurse -Force -ErrorAction Ignore
    $null = New-Item -ItemType Directory $results
    $watch = [Diagnostics.Stopwatch]::StartNew()
    $pesterRuns = @(if ($Pester) { Start-Pester $watch })
    if ($Unit) {
        Invoke-Unit | Out-Host
        Write-Host "== xunit: done in $([int]$watch.Elapsed.TotalSeconds) s"
    }
    $pesterRuns | ForEach-Object { $_ | Receive-Job -Wait -AutoRemoveJob | Out-Host }

    $passed = $failed = $skipped = 0
    $reasons = @() # of what was skipped
    foreach ($file in Get-ChildItem $results -Filter *.trx) {
        $run = ([xml](Get-Content $file -Raw)).TestRun
        $counters = $run.ResultSummary.Counters
        $reasons += ($run.Results.UnitTestResult | Where-Object outcome -eq NotExecuted).Output.ErrorInfo.Message
        $passed += $counters.passed; $failed += $counters.failed; $skipped += $counters.total - $counters.passed - $counters.failed
    }
    $counts = @(Get-ChildItem $results -Filter pester-*.json | ForEach-Object { Get-Content $_ -Raw | ConvertFrom-Json })
    $counts | ForEach-Object { $passed += $_.Passed; $failed += $_.Failed; $skipped += $_.Skipped; $reasons += $_.Reasons }
    $complete = $counts.Count -eq $pesterRuns.Count -and (-not $Unit -or (Test-Path "$results/*.trx"))
    if (-not $complete) { $failed++; Write-Host 'A kind of tests gave no result: see above.' }
    if ($passed + $failed + $skipped -eq 0) { Write-Host "There is no test with '$Filter' in its name." }
    Get-Content "$results/*.figures" -ErrorAction Ignore | Out-Host # what the proofs come to
    $reasons | Where-Object { $_ } | Group-Object -NoElement | ForEach-Object { Write-Host "skipped, $($_.Count): $($_.Name)" }
    Write-Host "$passed passed, $failed failed, $skipped skipped"
    if ($failed -gt 0 -or $passed -eq 0) { exit 1 }
}

# In a folder of its own: out/Sbm stays the build that is being worked on.
function New-Package {
    $folder = "$PSScriptRoot/out/package"
    Remove-Item $folder -Recurse -Force -ErrorAction Ignore
    Invoke-Build src/Sbm.PowerShell "-p:ModuleFolder=$folder/Sbm/"
    Invoke-Step 'Packing' {
        $manifest = Import-PowerShellDataFile "$folder/Sbm/Sbm.psd1"
        $version = (@($manifest.ModuleVersion) + $manifest.PrivateData.PSData.Prerelease | Where-Object { $_ }) -join '-'
        & ./src/Sbm.PowerShell/Package/Write-PackageFacts.ps1 -ModuleFolder "$folder/Sbm" -BillPath "$folder/Sbm.$version.cdx.json" -Version $version
        Compress-PSResource -Path "$folder/Sbm" -DestinationPath $folder
        $files = Get-ChildItem $folder -File
        $files | ForEach-Object { "$((Get-FileHash $_).Hash.ToLowerInvariant())  $($_.Name)" } | Set-Content "$folder/SHA256SUMS"
        $files | Format-Table Name, Length
    }
}

Push-Location -LiteralPath $PSScriptRoot
try {
    if ($Filter -and $Task -notin 'Test', 'Unit', 'Pester', 'Bench', 'SassSpec') { throw "This task takes no filter: leave out '$Filter'." }
    switch ($Task) {
        Build { Invoke-Build src/Sbm.PowerShell }
        Example {
            Invoke-Build src/Sbm.PowerShell
            Invoke-Step 'Migrating samples/lakeside-motors into out/example' {
                Invoke-Pwsh @'
                    $ErrorActionPreference = 'Stop'
                    # The user's own home and settings stay as they are, and are not used.
                    Remove-Item Env:SBM_*
                    $env:HOME = $env:USERPROFILE = (New-Item -ItemType Directory ./out/example/home -Force).FullName
                    Import-Module ([WildcardPattern]::Escape("$PWD/out/Sbm/Sbm.psd1"))
                    Invoke-SbmMigration ./samples/lakeside-motors -DestinationPath ./out/example -Force -NoSync
                    Get-ChildItem ./out/example -Recurse -File -Force | ForEach-Object { $_.FullName.Substring($PWD.Path.Length + 1) }
'@
            }
        }
        Unit { Invoke-Build tests/Unit; Install-NodePackage; Invoke-Test -Unit }
        SassSpec {
            if (-not (Test-Path -LiteralPath "$Checkout/spec")) { throw "There is no checkout of sass-spec at '$Checkout': give its folder with -Checkout." }
            $env:SBM_SASS_SPEC, $env:SBM_SASS_SPEC_TESTS, $env:SBM_SASS_SPEC_RESULTS = (Resolve-Path -LiteralPath $Checkout).ProviderPath, $Filter, "$PSScriptRoot/out/sass-spec"
            Invoke-Build tests/Unit; Install-NodePackage
            Invoke-Dotnet test tests/Unit -c Release --no-build --nologo --filter FullyQualifiedName~SassSpec
            Get-Content out/sass-spec/counts.md
        }
        Pester { Invoke-Build tests/Pester; Invoke-Test -Pester }
        Test {
            Invoke-Build Sbm.sln
            Invoke-Step 'Installing programs of others for the tests' { Install-NodePackage }
            Invoke-Test -Unit -Pester
        }
        Package { New-Package }
        Publish {
            New-Package
            $key = $env:PSGALLERY_API_KEY ? @{ ApiKey = $env:PSGALLERY_API_KEY } : @{}
            Publish-PSResource -NupkgPath (Get-ChildItem out/package/*.nupkg).FullName -Repository $Repository @key
        }
        Format { Invoke-Dotnet format Sbm.sln }
        Bench { Invoke-Dotnet run -c Release --project bench '--' --filter ($Filter ? "*$Filter*" : '*') }
    }
}
catch {
    [Console]::Error.WriteLine("build.ps1 $Task`: $_")
    exit 1
}
finally { Pop-Location }
