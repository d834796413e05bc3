# What every command is given sooner or later: stores that are none, pipes in the place of files, hostile text in every field.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Commands given a store' {
    BeforeDiscovery {
        # What each does with a store that is a folder or no store (an error), and with one that is empty.
        $commands = @(
            @{ Name = 'Get-SbmRun'; Empty = $null; Script = { Get-SbmRun -StorePath $store } }
            @{ Name = 'Get-SbmStatistic'; Empty = $null; Script = { Get-SbmStatistic -StorePath $store } }
            @{ Name = 'Export-SbmReport'; Empty = $null; Script = { Export-SbmReport ./report.html -StorePath $store } }
            @{ Name = 'Get-SbmSyncStatus'; Empty = $null; Script = { Get-SbmSyncStatus -StorePath $store } }
            @{ Name = 'Remove-SbmRun'; Empty = 'Sbm.RunNotFound'; Script = { Remove-SbmRun x -Force -StorePath $store } }
            @{ Name = 'Set-SbmRun'; Empty = 'Sbm.RunNotFound'; Script = { Set-SbmRun x -Note n -StorePath $store } }
            @{ Name = 'Undo-SbmMigration'; Empty = 'Sbm.RunNotFound'; Script = { Undo-SbmMigration x -StorePath $store } }
            @{ Name = 'Sync-SbmPendingRun'; Empty = $null; Script = { Sync-SbmPendingRun -Wait -StorePath $store -DatabaseUrl http://127.0.0.1:9 } }
            @{ Name = 'Import-SbmRun'; Empty = $null; Script = { Import-SbmRun $store -StorePath ./own.json } }
            @{ Name = 'Import-SbmRun into it'; Empty = $null; Script = { Import-SbmRun ./good.json -StorePath $store } }
            @{ Name = 'Invoke-SbmMigration'; Empty = $null; Script = { Invoke-SbmMigration -Slug s -ScriptBlock { } -StorePath $store -NoSync } }
        )
    }

    BeforeAll {
        function Assert-Refused([System.Management.Automation.ErrorRecord] $Problem, [string] $Store) {
            $Problem.FullyQualifiedErrorId | Should -Match '^Sbm\.(StoreUnavailable|InvalidPath)' -Because $Store
            $Problem.CategoryInfo.Category | Should -Not -Be 'NotSpecified'
            $Problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }
    }

    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $null = New-Item folder -ItemType Directory
        Set-Content ./other.txt 'a text of somebody else'
        Set-Content ./null.json ''
        Set-Content ./empty.json '{"migrations":[],"runs":[]}'
        Set-Content ./good.json '{"runs":[{"slug":"good","timestamp":"2026-01-01T00:00:00Z"}]}'
    }

    It '<Name>: says that it is none, and changes nothing' -ForEach $commands {
        foreach ($store in './folder', './other.txt') {
            $problems = @(try { & $Script 2>&1 } catch { $_ }) | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
            Assert-Refused $problems[0] $store
        }
    }

    It '<Name>: refuses what is no path of the file system' -ForEach ($commands | Where-Object Name -NE 'Import-SbmRun') {
        foreach ($store in 'nodrive:/s.json', 'Env:/PATH') {
            Assert-Refused @(try { & $Script 2>&1 } catch { $_ })[0] $store
        }
        './PATH', './s.json' | Should -Not -Exist
    }

    It '<Name>: does not read from a pipe, which nobody may ever write into' -Skip:$IsWindows -ForEach $commands {
        mkfifo ./pipe.json
        $shell = Start-Shell $Script.ToString() @{ store = './pipe.json' }
        $shell.Result.AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
        $problem = try { $null = $shell.EndInvoke($shell.Result); $shell.Streams.Error[0] } catch { $_.Exception.InnerException.ErrorRecord }
        Assert-Refused $problem pipe
        $shell.Dispose()
    }

    AfterEach {
        Get-Content ./other.txt | Should -Be 'a text of somebody else'
    }

    It '<Name>: takes an empty one as it is' -ForEach $commands {
        foreach ($store in './null.json', './empty.json') {
            & $Script 2>&1 | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] } | ForEach-Object { $_.FullyQualifiedErrorId -replace ',.*' } | Should -Be $Empty
            Remove-Item ./report.html -ErrorAction Ignore
        }
    }
}

Describe 'A store that cannot be written' {
    BeforeAll {
        $null = Use-SbmHome $TestDrive
        Set-Content ./stuck.json '{"runs":[{"id":"1","slug":"one","status":"success","sync_status":"synced"}]}'
        Set-Content ./good.json '{"runs":[{"slug":"good","timestamp":"2026-01-01T00:00:00Z"}]}'
        $null = New-Item ./stuck.json.lock -ItemType Directory # whoever runs the tests, root too: nobody locks a folder
    }

    It 'is told by <Name>, with what to do' -ForEach @(
        @{ Name = 'Remove-SbmRun'; Script = { Remove-SbmRun 1 -Force -StorePath ./stuck.json } }
        @{ Name = 'Set-SbmRun'; Script = { Set-SbmRun 1 -Note n -StorePath ./stuck.json } }
        @{ Name = 'Import-SbmRun'; Script = { Import-SbmRun ./good.json -StorePath ./stuck.json } }
    ) {
        $before = Get-Content ./stuck.json -Raw
        $problem = @(try { & $Script 2>&1 } catch { $_ }) | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'Sbm.StoreUnavailable*'
        $problem[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        Get-Content ./stuck.json -Raw | Should -Be $before
    }

    It 'loses no run that is recorded meanwhile' {
        $run = Invoke-SbmMigration -Slug two -ScriptBlock { } -NoSync -StorePath ./stuck.json -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -Match 'The run is safe'
        (Get-SbmRun -StorePath ./stuck.json).Id | Should -Contain $run.Id
    }
}

Describe 'Values out of range' {
    It 'are refused: <_>' -ForEach @(
        { Get-SbmRun -First -1 }, { Get-SbmRun -Skip -1 }, { Get-SbmRun -Since 99999999999d }, { Get-SbmSyncStatus -LogLines 10001 }, { Get-SbmSyncStatus -Watch -Timeout -1s }
        { Sync-SbmPendingRun -Timeout 0 }, { Set-SbmRun x -ManualEstimate -1h }, { Set-SbmConfiguration -ManualEstimate -1h }, { Set-SbmConfiguration -ExitTimeout -1s }
        { Set-SbmConfiguration -StoreId '' }, { Invoke-SbmMigration -Slug s -ScriptBlock { } -ManualEstimate -1h }, { Get-SbmStatistic -GroupBy Century }, { Export-SbmReport r.html -Format Pdf }
    ) {
        $null = Use-SbmHome $TestDrive
        $problem = @(try { & $_ 2>&1 } catch { $_ }) | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] }
        $problem[0].CategoryInfo.Category | Should -BeIn 'InvalidArgument', 'InvalidData'
        '.sbm/config.json', 'r.html', '.sbm_migrations.json' | Should -Not -Exist
    }
}

Describe 'A pipe in the place of <What>' -Skip:$IsWindows -ForEach @(
    @{ What = 'the config file'; Path = '.sbm/config.json'; Script = 'Get-SbmConfiguration UserId; Set-SbmConfiguration -UserId ana' }
    @{ What = 'a report that is appended to'; Path = 'report.md'; Script = 'Export-SbmReport ./report.md -Append' }
    @{ What = 'an output that is undone'; Path = 'one/sb-inside.scss'; Script = 'Get-SbmRun one | Undo-SbmMigration' }
    @{ What = 'an output that is migrated'; Path = 'one/sb-inside.scss'; Script = 'Invoke-SbmMigration one -Force -NoSync' }
    @{ What = 'a mixin table'; Path = 'mixins.scss'; Script = 'Test-SbmTheme one -MixinPath ./mixins.scss' }
    @{ What = 'a key file'; Path = 'key.json'; Script = 'Sync-SbmPendingRun -Wait -DatabaseUrl https://127.0.0.1:9 -CredentialsPath ./key.json' }
) {
    It 'is refused, and nobody waits for who writes into it' {
        $null = Use-SbmHome $TestDrive
        New-Theme one
        $null = Invoke-SbmMigration one -NoSync
        $null = New-Item (Split-Path "./$Path") -ItemType Directory -Force
        Remove-Item $Path -ErrorAction Ignore
        mkfifo $Path
        $shell = Start-Shell $Script
        $shell.Result.AsyncWaitHandle.WaitOne(60000) | Should -BeTrue
        $said = try { $null = $shell.EndInvoke($shell.Result); "$($shell.Streams.Error)" } catch { "$_" }
        $said | Should -Match 'a pipe'
        $shell.Dispose()
    }
}

Describe 'Hostile text' {
    It 'is in every field of a run, and steers nothing, whatever shows it' {
        $null = Use-SbmHome $TestDrive
        $evil = '\u001b[31m\u202e\u0007\u009b2J<b>|'
        $fields = 'id', 'slug', 'command', 'status', 'error', 'note', 'store_id', 'theme_path', 'report_path', 'user_id', 'pull_request_url', 'pull_request_author', 'pull_request_state', 'sync_status', 'sync_error', 'no_field_of_ours'
        $run = ($fields | ForEach-Object { "`"$_`":`"$_$evil`"" }) -join ','
        Set-Content ./.sbm_migrations.json "{`"runs`":[{$run,`"timestamp`":`"2026-01-01T00:00:00Z`"},{$run,`"timestamp`":`"$evil`",`"duration_seconds`":`"$evil`",`"lines_migrated`":-1e999}]}"
        Set-TestVariable SBM_USER_ID "ana`e[31m"
        $shown = @(
            Get-SbmRun; Get-SbmRun | Format-List *; Get-SbmRun | Format-Table *; Get-SbmRun -Latest
            foreach ($group in 'Day', 'Week', 'Month', 'User', 'Slug', 'Status', 'None') { Get-SbmStatistic $group }
            Get-SbmSyncStatus | Format-List *; Get-SbmConfiguration | Format-List *
            Get-SbmRun | Remove-SbmRun; Get-SbmRun | Set-SbmRun -Note x; Get-SbmRun | Undo-SbmMigration; Get-SbmRun | Invoke-SbmMigration
            Get-SbmRun | Sync-SbmPendingRun -Wait -DatabaseUrl http://127.0.0.1:9
            Import-SbmRun ./.sbm_migrations.json -StorePath ./own.json
            Test-SbmConnection -DatabaseUrl http://127.0.0.1:9
            Export-SbmReport ./report.html; Export-SbmReport ./report.md
        ) *>&1 | Out-String -Width 500
        $shown += (Get-Content ./report.html, ./report.md -Raw) -join ''
        # PowerShell's own colours of errors are no text of ours.
        $shown -replace "\e\[[\d;]*m" | Should -Not -Match '[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]'
        $shown | Should -Not -Match "\e\[31m\u202e"
        $shown | Should -Match 'u001B'
        Get-Content ./report.html -Raw | Should -Not -Match '<b>'
    }
}

Describe 'A name whose bracket is left open' {
    It 'is said to be no pattern, and holds up no other name' {
        $null = Use-SbmHome $TestDrive
        $null = Invoke-SbmMigration -Slug one -ScriptBlock { } -NoSync
        $url = @{ DatabaseUrl = 'http://127.0.0.1:9' }
        $problems = @(
            { Get-SbmRun 'a[b' }, { Get-SbmRun -Id 'a[b' }, { Get-SbmRun -Status 'a[b' }, { Get-SbmRun -UserId 'a[b' }, { Get-SbmRun -Command 'a[b' }
            { Remove-SbmRun 'a[b' }, { Set-SbmRun 'a[b' -Note x }, { Undo-SbmMigration 'a[b' }, { Get-SbmConfiguration 'a[b' }
            { Sync-SbmPendingRun -Wait -Slug 'a[b' @url }, { Sync-SbmPendingRun -Wait -Id 'a[b' @url }, { Sync-SbmPendingRun -Wait -SyncStatus 'a[b' @url }
        ) | ForEach-Object { try { & $_ 2>&1 } catch { $_ } }
        $problems.FullyQualifiedErrorId | Should -HaveCount 12
        $problems.FullyQualifiedErrorId | Should -Match '^Sbm\.InvalidPattern'
        ('a[b', 'one' | Get-SbmRun -ErrorAction SilentlyContinue).Slug | Should -Be 'one'
        ('a`[b' | Get-SbmRun 2>&1).TargetObject | Should -Be 'a[b'
    }
}
