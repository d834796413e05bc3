# Sbm in processes of its own: syncing by itself, in pipelines, and what a process leaves behind.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $database = Start-FaultDatabase
    $one = '$null = Invoke-SbmMigration -Slug one -ScriptBlock { }'
    $refused = '{"error":"Permission denied"}'

    function Get-LogText { (Get-ChildItem "$userHome/.sbm/logs" -ErrorAction Ignore | Get-Content -Raw) -join '' }
    function Get-Sent { @($database.Requests() | Where-Object Method -EQ PATCH) }
}

AfterAll { Clear-SbmTest }

Describe 'A process that records a run' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $store = "$userHome/.sbm_migrations.json"
        $database.Reset()
        $env:SBM_DATABASE_URL = $database.Url
    }

    It 'has the runs of scripts and themes in the database when it is gone' {
        $pwsh = Invoke-Pwsh "$one; `$null = Invoke-SbmMigration `"$Sample`" -DestinationPath out -WarningAction Ignore; @(Get-Job).Count"
        $pwsh.ExitCode | Should -Be 0
        $pwsh.Error | Should -BeNullOrEmpty
        $pwsh.Output | Should -Be '0' # no job of ours holds up anybody's Wait-Job
        (Get-Sent).Body -join ' ' | Should -Match '"slug":"one".*"slug":"lakeside-motors"'
        Get-Content $store | Where-Object { $_ -match '"synced"' } | Should -HaveCount 2
        Get-LogText | Should -Match 'ended: Completed'
    }

    It 'is gone soon, and the run pending, where the database hangs' {
        $database.SetRules(@{ Hang = $true })
        $process = Start-Pwsh "$one; 'done'" -Environment @{ SBM_EXIT_TIMEOUT = $null }
        $null = Wait-Line $process 'done'
        $watch = [Diagnostics.Stopwatch]::StartNew()
        Wait-Exit $process | Should -Be 0
        $watch.Elapsed.TotalSeconds | Should -BeLessThan 30 # two and a half, and a busy machine; the drain has two minutes
        $store | Should -FileContentMatch '"pending_sync"'
    }

    It 'waits for an answer that comes late, with a longer exit timeout' {
        $database.SetRules(@{ Hang = $true })
        $process = Start-Pwsh "$one; 'done'"
        $null = Wait-Line $process 'done'
        $null = $database.WaitForRequests(1)
        $process.WaitForExit(3000) | Should -BeFalse # longer than by default
        $database.SetRules(@())
        $null = Wait-Exit $process
        $store | Should -FileContentMatch '"synced"'
    }

    It 'shows a refusal neither in its errors nor in its exit code' {
        $database.SetRules(@{ Status = 404; Body = $refused })
        $pwsh = Invoke-Pwsh $one
        $pwsh.ExitCode | Should -Be 0
        $pwsh.Error | Should -BeNullOrEmpty
        $store | Should -FileContentMatch 'Permission denied \(404\)'
        Get-LogText | Should -Match 'ended: Refused'
    }

    It 'sends nothing with <How>' -ForEach @(
        @{ How = '-NoSync'; Script = '$null = Invoke-SbmMigration -Slug one -NoSync -ScriptBlock { }'; AutoSync = $null }
        @{ How = 'SBM_AUTOSYNC=0'; Script = '$null = Invoke-SbmMigration -Slug one -ScriptBlock { }'; AutoSync = '0' }
    ) {
        $null = Invoke-Pwsh $Script -Environment @{ SBM_AUTOSYNC = $AutoSync }
        $database.Requests() | Should -BeNullOrEmpty
        $store | Should -FileContentMatch '"pending_sync"'
    }

    It 'sends what was pending from before when the module is imported' {
        $null = Invoke-SbmMigration -Slug one -NoSync -ScriptBlock { }
        $null = Invoke-Pwsh 'Import-Module Sbm'
        (Get-Sent)[0].Body | Should -Match '"slug":"one"'
        $store | Should -FileContentMatch '"synced"'
    }

    It 'records all the same where the config file is no JSON and the store is given' {
        $null = New-Item -ItemType Directory .sbm
        Set-Content .sbm/config.json '{'
        $env:SBM_DATABASE_URL = $null
        $pwsh = Invoke-Pwsh '(Invoke-SbmMigration -Slug one -StorePath ./runs.json -ScriptBlock { }).Status'
        $pwsh.ExitCode | Should -Be 0
        $pwsh.Output | Should -Contain 'success'
        ($pwsh.Output -join ' ') + $pwsh.Error | Should -Match 'it is not JSON'
        './runs.json' | Should -FileContentMatch '"slug":"one"'
    }
}

Describe 'Sync-SbmPendingRun in a process of its own' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $store = "$userHome/.sbm_migrations.json"
        $database.Reset()
        $null = Invoke-SbmMigration -Slug one -NoSync -ScriptBlock { }
        $env:SBM_DATABASE_URL = $database.Url
        $env:SBM_AUTOSYNC = '0'
    }

    It 'fails a pipeline that stops at errors when runs are not sent, and only then' {
        $script = "Sync-SbmPendingRun -Wait -Timeout 00:01:00 -ErrorAction Stop; 'the script goes on'"
        $database.SetRules(@{ Status = 401; Body = $refused })
        $pwsh = Invoke-Pwsh $script
        $pwsh.ExitCode | Should -Be 1
        $pwsh.Error -replace '\s+', ' ' | Should -Match 'Permission denied'
        $pwsh.Output | Should -Not -Contain 'the script goes on'
        $database.SetRules(@())
        $pwsh = Invoke-Pwsh $script
        $pwsh.ExitCode | Should -Be 0
        $pwsh.Output | Should -Contain 'the script goes on'
    }

    It 'returns when the run is there that an automatic sync has under way' {
        $database.SetRules(@{ Hang = $true })
        $process = Start-Pwsh "Invoke-SbmMigration -Slug two -ScriptBlock { } | Out-Null; `$null = [Console]::ReadLine(); Sync-SbmPendingRun -Wait -Verbose; (Get-SbmRun two).SyncStatus" -Environment @{ SBM_AUTOSYNC = $null }
        $null = $database.WaitForRequests(1)
        $process.StandardInput.WriteLine()
        $null = Wait-Line $process 'Waiting for another sync'
        $database.SetRules(@())
        (Wait-Task $process.StandardOutput.ReadToEndAsync()).TrimEnd() | Should -Match 'synced$'
        Wait-Exit $process | Should -Be 0
        Get-Sent | Where-Object Body -Match 'runs/two_' | Should -HaveCount 1
    }
}
