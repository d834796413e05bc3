#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    $module = (Resolve-Path "$PSScriptRoot/../../out/Sbm").Path
    Import-Module $module -Force

    # The least that answers as the database does, in a runspace of its own: 204 to everything, and what was sent is kept.
    function Start-TinyDatabase {
        $free = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0)
        $free.Start()
        $url = "http://127.0.0.1:$($free.LocalEndpoint.Port)"
        $free.Stop()
        $listener = [System.Net.HttpListener]::new()
        $listener.Prefixes.Add("$url/")
        $listener.Start()
        $bodies = [System.Collections.Concurrent.ConcurrentQueue[string]]::new()
        $shell = [powershell]::Create().AddScript({
                param($Listener, $Bodies)
                while ($Listener.IsListening) {
                    try {
                        $context = $Listener.GetContext()
                        $Bodies.Enqueue([System.IO.StreamReader]::new($context.Request.InputStream).ReadToEnd())
                        $context.Response.StatusCode = 204
                        $context.Response.Close()
                    }
                    catch [System.Net.HttpListenerException], [System.ObjectDisposedException] { return }
                }
            }).AddArgument($listener).AddArgument($bodies)
        $null = $shell.BeginInvoke()
        [pscustomobject]@{ Url = $url; Bodies = $bodies; Listener = $listener }
    }

    # Runs a command line in a pwsh of its own, with a home of its own.
    function Invoke-Pwsh([string] $UserHome, [string] $DatabaseUrl, [string] $Script, [string] $ExitTimeout = '60') {
        $start = [System.Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
        '-NoProfile', '-NonInteractive', '-Command', "Import-Module '$module'; $Script" | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.Environment['HOME'] = $start.Environment['USERPROFILE'] = $UserHome
        $start.Environment['SBM_DATABASE_URL'] = $DatabaseUrl
        $start.Environment['SBM_EXIT_TIMEOUT'] = $ExitTimeout # whoever sends may be slow on a busy machine
        'SBM_STORE_PATH', 'SBM_API_KEY', 'SBM_CREDENTIALS_PATH', 'SBM_AUTOSYNC', 'GOOGLE_APPLICATION_CREDENTIALS' |
            ForEach-Object { $null = $start.Environment.Remove($_) }
        $process = [System.Diagnostics.Process]::Start($start)
        $problems = $process.StandardError.ReadToEndAsync()
        $lines = [System.Collections.Generic.List[string]]::new()
        $watch = [System.Diagnostics.Stopwatch]::new()
        while ($null -ne ($line = $process.StandardOutput.ReadLine())) {
            $lines.Add($line)
            if ($line -eq 'done') { $watch.Start() }
        }
        $process.WaitForExit()
        [pscustomobject]@{ ExitCode = $process.ExitCode; Output = $lines; Error = $problems.Result; Leaving = $watch.Elapsed }
    }

    function New-UserHome { (New-Item -ItemType Directory "$TestDrive/$([guid]::NewGuid())").FullName }
}

Describe 'A process of its own' {
    BeforeEach { $userHome = New-UserHome }

    It 'has the run in the database when it is gone' {
        $database = Start-TinyDatabase
        try {
            $pwsh = Invoke-Pwsh $userHome $database.Url '$null = Invoke-SbmMigration -Slug one -ScriptBlock { }'
            $pwsh.ExitCode | Should -Be 0
            $pwsh.Error | Should -BeNullOrEmpty
            $database.Bodies | Should -HaveCount 1
            $database.Bodies | Should -Match '"slug":"one"'
            "$userHome/.sbm_migrations.json" | Should -FileContentMatch '"synced"'
        }
        finally { $database.Listener.Close() }
    }

    It 'is gone soon, and the run pending, where the database hangs' {
        $hanging = [System.Net.Sockets.TcpListener]::new([System.Net.IPAddress]::Loopback, 0) # connects, and never answers
        $hanging.Start()
        try {
            $pwsh = Invoke-Pwsh $userHome "http://127.0.0.1:$($hanging.LocalEndpoint.Port)" '$null = Invoke-SbmMigration -Slug one -ScriptBlock { }; "done"' -ExitTimeout '2'
            $pwsh.ExitCode | Should -Be 0
            $pwsh.Leaving.TotalSeconds | Should -BeLessThan 30 # two and a half seconds, and a busy machine; the drain has two minutes
            "$userHome/.sbm_migrations.json" | Should -FileContentMatch '"pending_sync"'
        }
        finally { $hanging.Stop() }
    }

    It 'syncs in one command line, and says by its exit code whether that worked' {
        $database = Start-TinyDatabase
        try {
            $pwsh = Invoke-Pwsh $userHome $database.Url '$null = Invoke-SbmMigration -Slug one -ScriptBlock { }; $null = Sync-SbmPendingRun -Wait -ErrorAction Stop; (Get-SbmRun).SyncStatus'
            $pwsh.ExitCode | Should -Be 0
            $pwsh.Output[-1] | Should -Be 'synced'
            $database.Bodies | Should -HaveCount 1
        }
        finally { $database.Listener.Close() }

        $null = Invoke-Pwsh $userHome '' 'Invoke-SbmMigration -Slug two -ScriptBlock { }'
        (Invoke-Pwsh $userHome $database.Url 'Sync-SbmPendingRun -Wait -Timeout 0:00:02 -ErrorAction Stop').ExitCode | Should -Be 1
    }

    It 'loads nothing but Sbm as long as no database is configured' {
        $pwsh = Invoke-Pwsh $userHome '' '$null = Invoke-SbmMigration -Slug one -ScriptBlock { }; $null = Get-SbmRun; [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -like "*out*Sbm*" -or $_.GetName().Name -match "Polly|Google|Serilog|Extensions.Logging" } | ForEach-Object { $_.GetName().Name } | Sort-Object'
        $pwsh.Output | Should -Be 'Sbm.Core', 'Sbm.PowerShell'
    }
}

Describe 'Sync-SbmPendingRun' {
    BeforeEach {
        $PSDefaultParameterValues['*-Sbm*:StorePath'] = "$TestDrive/$([guid]::NewGuid()).json"
        $database = Start-TinyDatabase
        'one', 'two' | ForEach-Object { Invoke-SbmMigration -Slug $_ -NoSync -ScriptBlock { } }
    }

    AfterEach { $database.Listener.Close() }

    It 'returns a job that works with the job commands' {
        $job = Sync-SbmPendingRun -DatabaseUrl $database.Url
        (Get-Job $job.Id).PSJobTypeName | Should -Be 'SbmSyncJob'
        ($job | Wait-Job -Timeout 60).State | Should -Be 'Completed'
        $report = $job | Receive-Job
        $report.Synced | Should -Be 2
        $job | Remove-Job
        Get-Job | Should -BeNullOrEmpty
        (Get-SbmRun).SyncStatus | Should -Be 'synced', 'synced'
    }

    It 'waits with -Wait and shows its report as a table' {
        $report = Sync-SbmPendingRun -Wait -DatabaseUrl $database.Url
        $lines = $report | Out-String -Stream -Width 79 | Where-Object { $_ }
        $lines[0] | Should -Match '^End +Synced Failed Pending Requests Duration'
        ($report | Format-List | Out-String) | Should -Match 'PendingRun'
    }

    It 'takes runs from the pipeline' {
        $null = Get-SbmRun two | Sync-SbmPendingRun -Wait -DatabaseUrl $database.Url
        (Get-SbmRun).SyncStatus | Should -Be 'synced', 'pending_sync'
    }
}
