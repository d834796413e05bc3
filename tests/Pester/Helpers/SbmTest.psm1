# What the tests of the module share. A test file begins with:
#
#   BeforeAll { Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"; Import-Sbm }
#   BeforeEach { $userHome = Use-SbmHome $TestDrive }      # an empty home, and no setting of whoever runs the tests
#
# and then uses the module in this very process: the store is "$userHome/.sbm_migrations.json", the location is the home.
#
#   New-Theme one @{ 'style.scss' = 'a { b: c; }' }        a legacy theme in the location; its path
#   $Sample, $Repository                                   the paths of samples/lakeside-motors and of the repository
#
#   $pwsh = Invoke-Pwsh '(Get-SbmRun).Slug' -Environment @{ SBM_AUTOSYNC = '0' }
#   $pwsh.ExitCode; $pwsh.Output; $pwsh.Error              a pwsh of its own that has Sbm on its module path, with the same home
#   $process = Start-Pwsh '…'; Wait-Line $process 'ready'  the same, watched while it runs; Wait-Exit $process gives its exit code
#
#   $database = Start-FaultDatabase @{ Status = 401 }      a database on loopback; without rules one that works (tests/FaultDatabase)
#   $database.Url                                          for SBM_DATABASE_URL or -DatabaseUrl
#   $database.WaitForRequests(1)                           as soon as that many are there: Method, Target, Authorization, Body
#   $database.Content()                                    what it holds, by path
#   $database.SetRules(@{ Hang = $true })                  other rules (FaultRule.cs); without any it works, and answers what hung
#   $database.Reset()                                      as if just started: one database serves the tests of all files
#
#   $shell = Start-Shell 'Sync-SbmPendingRun -Wait'        in a runspace of its own, beside the test: $shell.Result = what BeginInvoke gave
#   Get-HostText { Remove-SbmRun 1 -WhatIf }               what a command shows on the screen, -WhatIf among it
#
# A pwsh of its own takes two seconds: it is for what only a process shows, such as an exit code; the rest is tried in this one.
# Nothing here sleeps: a test waits for a line, a request, a file (Wait-File) or a process, and never forever. Processes and environment
# are put back when the file's tests are over, if the file ends with: AfterAll { Clear-SbmTest }

$ErrorActionPreference = 'Stop'
$repository = (Resolve-Path "$PSScriptRoot/../../..").Path
$sample = "$repository/samples/lakeside-motors"
$module = "$repository/out/Sbm"
$patience = [TimeSpan]::FromMinutes(10) # for what takes seconds on an idle machine
$settings = '^(SBM_|FIREBASE|GOOGLE|NO_COLOR$)'
$before = @{}
$files = Get-PSProvider FileSystem
$homeBefore = $files.Home
$shared = @{}
$started = [System.Collections.Generic.List[object]]::new()

function Import-Sbm {
    Import-Module $module -Force -Global
}

# Without a value there is none: an empty NO_COLOR counts.
function Set-ProcessVariable([string] $Name, [string] $Value) {
    if ($Value) { [Environment]::SetEnvironmentVariable($Name, $Value) }
    else { Remove-Item "Env:$Name" -ErrorAction Ignore }
}

function Set-TestVariable([string] $Name, [string] $Value) {
    if (-not $before.ContainsKey($Name)) { $before[$Name] = [Environment]::GetEnvironmentVariable($Name) }
    Set-ProcessVariable $Name $Value
}

function Use-SbmHome([Parameter(Mandatory)] [string] $Folder) {
    $path = (New-Item -ItemType Directory (Join-Path $Folder ([guid]::NewGuid()))).FullName
    @([Environment]::GetEnvironmentVariables().Keys) -match $settings | ForEach-Object { Set-TestVariable $_ $null }
    'HOME', 'USERPROFILE' | ForEach-Object { Set-TestVariable $_ $path }
    $files.Home = $path # what PowerShell itself takes ~ for; otherwise it stays the home that the process began with
    Set-Location -LiteralPath $path
    $path
}

function New-Theme([Parameter(Mandatory)] [string] $Name, [hashtable] $Sheets = @{ 'style.scss' = 'a { b: c; }' }) {
    $theme = Join-Path (Get-Location).ProviderPath $Name
    $css = [System.IO.Directory]::CreateDirectory((Join-Path $theme css)).FullName
    foreach ($sheet in $Sheets.GetEnumerator()) { [System.IO.File]::WriteAllText((Join-Path $css $sheet.Key), $sheet.Value) }
    $theme
}

# The command line of this PowerShell: as a .NET tool it is a dll for `dotnet`, and (Get-Process -Id $PID).Path says only that.
function Get-PwshCommand {
    $program = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
    if (Test-Path -LiteralPath $program) { return , @($program) }
    [Environment]::ProcessPath, (Join-Path $PSHOME 'pwsh.dll')
}

function New-StartInfo([string[]] $Command, [hashtable] $Environment) {
    $start = [System.Diagnostics.ProcessStartInfo]::new($Command[0])
    $Command | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
    $start.StandardOutputEncoding = $start.StandardErrorEncoding = [System.Text.UTF8Encoding]::new($false)
    $start.WorkingDirectory = (Get-Location -PSProvider FileSystem).ProviderPath
    foreach ($variable in $Environment.GetEnumerator()) {
        if ($null -eq $variable.Value) { $null = $start.Environment.Remove($variable.Key) }
        else { $start.Environment[$variable.Key] = $variable.Value }
    }
    $start
}

function Start-Pwsh {
    [CmdletBinding()]
    param(
        # The script; with -File the path of one.
        [Parameter(Mandatory, Position = 0)] [string] $Script,
        [switch] $File,
        # Arguments after the script.
        [string[]] $ArgumentList = @(),
        # Variables of its environment besides this process's own; $null removes one.
        [hashtable] $Environment = @{}
    )
    $own = @{
        PSModulePath = (Split-Path $module) + [System.IO.Path]::PathSeparator + $env:PSModulePath
        POWERSHELL_UPDATECHECK = 'Off'; POWERSHELL_TELEMETRY_OPTOUT = '1'
        SBM_EXIT_TIMEOUT = '60' # whoever sends may be slow on a busy machine
        TERM = 'dumb'
    }
    foreach ($variable in $Environment.GetEnumerator()) { $own[$variable.Key] = $variable.Value }
    $how = $File ? '-File' : '-Command'
    $start = New-StartInfo (@(Get-PwshCommand) + '-NoProfile', '-NonInteractive', $how, $Script + $ArgumentList) $own
    $process = [System.Diagnostics.Process]::Start($start)
    $started.Add($process)
    $process
}

function Assert-Exit([System.Diagnostics.Process] $Process) {
    if (-not $Process.WaitForExit($patience)) {
        $Process.Kill($true)
        throw "The process did not end within $patience."
    }
}

function Invoke-Pwsh {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Script,
        [switch] $File,
        [string[]] $ArgumentList = @(),
        [hashtable] $Environment = @{},
        # What it reads from its standard input.
        [string] $InputText = ''
    )
    $process = Start-Pwsh $Script -File:$File -ArgumentList $ArgumentList -Environment $Environment
    $output = $process.StandardOutput.ReadToEndAsync()
    $problems = $process.StandardError.ReadToEndAsync()
    $process.StandardInput.Write($InputText)
    $process.StandardInput.Close()
    Assert-Exit $process
    [pscustomobject]@{
        ExitCode = $process.ExitCode
        Output = @((Wait-Task $output) -split '\r?\n' | Where-Object { $_ -ne '' })
        Error = Wait-Task $problems
    }
}

function Wait-Task([Parameter(Mandatory)] [System.Threading.Tasks.Task] $Task) {
    $Task.WaitAsync($patience).GetAwaiter().GetResult()
}

function Wait-Line([Parameter(Mandatory)] [System.Diagnostics.Process] $Process, [Parameter(Mandatory)] [string] $Pattern) {
    do {
        $line = Wait-Task $Process.StandardOutput.ReadLineAsync()
        if ($null -eq $line) { throw "The process has ended without a line like '$Pattern': $(Wait-Task $Process.StandardError.ReadToEndAsync())" }
    } until ($line -match $Pattern)
    $line
}

function Wait-Exit([Parameter(Mandatory)] [System.Diagnostics.Process] $Process) {
    Assert-Exit $Process
    $Process.ExitCode
}

# Waits until a file is there and its text matches.
function Wait-File([Parameter(Mandatory)] [string] $Path, [string] $Pattern = '') {
    $watcher = [System.IO.FileSystemWatcher]::new((Split-Path $Path), (Split-Path $Path -Leaf))
    try {
        $until = [DateTimeOffset]::UtcNow + $patience
        while (-not ((Test-Path -LiteralPath $Path) -and ((Get-Content -LiteralPath $Path -Raw) -match $Pattern))) {
            if ([DateTimeOffset]::UtcNow -gt $until) { throw "'$Path' did not come to match '$Pattern' within $patience." }
            $null = $watcher.WaitForChanged('All', 500) # changes before the watch began, and those that a file system does not tell
        }
    }
    finally { $watcher.Dispose() }
}

function Get-HostText([Parameter(Mandatory)] [scriptblock] $Script) {
    $file = Join-Path ([System.IO.Path]::GetTempPath()) "$([guid]::NewGuid()).txt"
    $null = Start-Transcript $file -UseMinimalHeader
    try { $null = & $Script }
    finally { $null = Stop-Transcript }
    Get-Content $file -Raw
    Remove-Item $file
}

# It ends with this process, which holds its standard input.
function Start-FaultDatabase([object[]] $Rules = @()) {
    if ($shared.Database) { $shared.Database.Reset() } else { $shared.Database = New-FaultDatabase }
    if ($Rules.Count -gt 0) { $shared.Database.SetRules($Rules) }
    $shared.Database
}

function New-FaultDatabase {
    $program = Get-ChildItem "$repository/tests/FaultDatabase/bin/*/net10.0/Sbm.FaultDatabase.dll" | Sort-Object LastWriteTime | Select-Object -Last 1
    $start = New-StartInfo 'dotnet', $program.FullName @{}
    $start.WorkingDirectory = $repository
    $process = [System.Diagnostics.Process]::Start($start)
    $database = [pscustomobject]@{ Url = Wait-Task $process.StandardOutput.ReadLineAsync(); Process = $process }
    $database | Add-Member ScriptMethod WaitForRequests { param([int] $Count) Invoke-RestMethod "$($this.Url)/.control/requests?count=$Count" -TimeoutSec 600 -NoProxy | ForEach-Object { $_ } }
    $database | Add-Member ScriptMethod Requests { $this.WaitForRequests(0) }
    $database | Add-Member ScriptMethod Content { Invoke-RestMethod "$($this.Url)/.control/content" -TimeoutSec 600 -NoProxy | ConvertTo-Json -Depth 20 | ConvertFrom-Json -AsHashtable }
    $database | Add-Member ScriptMethod SetRules {
        param([object[]] $Rules)
        $null = Invoke-RestMethod "$($this.Url)/.control/rules" -Method Post -TimeoutSec 600 -NoProxy -ContentType 'application/json' -Body (ConvertTo-Json @($Rules | Where-Object { $_ }) -Depth 5)
    }
    $database | Add-Member ScriptMethod Reset { $null = Invoke-RestMethod "$($this.Url)/.control/reset" -Method Post -TimeoutSec 600 -NoProxy }
    $database
}

function Start-Shell([Parameter(Mandatory)] [string] $Script, [hashtable] $Variables = @{}) {
    $state = [initialsessionstate]::CreateDefault2()
    $state.ImportPSModule([string[]] "$module/Sbm.psd1")
    $shell = [powershell]::Create($state)
    $shell.Runspace.SessionStateProxy.Path.SetLocation((Get-Location).ProviderPath) > $null
    foreach ($variable in $Variables.GetEnumerator()) { $shell.Runspace.SessionStateProxy.SetVariable($variable.Key, $variable.Value) }
    $shell | Add-Member Result $shell.AddScript($Script).BeginInvoke() -PassThru
}

function Clear-SbmTest {
    foreach ($process in $started) {
        if (-not $process.HasExited) { $process.Kill($true) }
        $process.Dispose()
    }
    $started.Clear()
    foreach ($variable in $before.GetEnumerator()) { Set-ProcessVariable $variable.Key $variable.Value }
    $before.Clear()
    $files.Home = $homeBefore
    Set-Location -LiteralPath $repository
}

Export-ModuleMember -Function Import-Sbm, Use-SbmHome, Set-TestVariable, New-Theme, Get-PwshCommand, Start-Pwsh, Invoke-Pwsh, Wait-Task, Wait-Line, Wait-Exit, Wait-File, Start-FaultDatabase, Start-Shell, Get-HostText, Clear-SbmTest -Variable Sample, Repository
