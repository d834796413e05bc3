# Sbm in processes of its own: syncing by itself, in pipelines, and what a process leaves behind.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm

    function Get-LogText { (Get-ChildItem "$userHome/.sbm/logs" -ErrorAction Ignore | Get-Content -Raw) -join '' }
    $one = '$null = Invoke-SbmMigration -Slug one -ScriptBlock { }'
}

AfterAll { Clear-SbmTest }

Describe 'A process that records a run' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $store = "$userHome/.sbm_migrations.json"
        $database = Start-FaultDatabase
        $env:SBM_DATABASE_URL = $database.Url
    }

    AfterEach { $database.Stop() }

    It 'has the run in the database when it is gone' {
        $pwsh = Invoke-Pwsh "$one; @(Get-Job).Count"
        $pwsh.ExitCode | Should -Be 0
        $pwsh.Error | Should -BeNullOrEmpty
        $pwsh.Output | Should -Be '0' # no job of ours holds up anybody's Wait-Job
        ($database.Requests() | Where-Object Method -EQ PATCH)[0].Body | Should -Match '"slug":"one"'
        $store | Should -FileContentMatch '"synced"'
        Get-LogText | Should -Match 'ended: Completed'
    }

    It 'is gone soon, and the run pending, where the database hangs' {
        $database.SetRules(@{ Hang = $true })
        $process = Start-Pwsh "$one; 'done'" -Environment @{ SBM_EXIT_TIMEOUT = $null }
        $null = Wait-Line $process 'done'
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
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
}
