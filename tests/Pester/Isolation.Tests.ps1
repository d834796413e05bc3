# What importing Sbm brings into a session, and that its packages meet nobody else's.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $loaded = '[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -like "*out?Sbm*" -or $_.GetName().Name -match "Polly|Google|Extensions.Logging" } | ForEach-Object { $_.GetName().Name } | Sort-Object'
}

AfterAll { Clear-SbmTest }

Describe 'A session with Sbm' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'loads Sbm''s two assemblies alone to import, record and list' {
        $pwsh = Invoke-Pwsh "`$null = Invoke-SbmMigration '$Sample' -DestinationPath ./out -WarningAction Ignore; `$null = Invoke-SbmMigration -Slug s -ScriptBlock { }; `$null = Get-SbmRun; $loaded"
        $pwsh.Output | Should -Be 'Sbm.Core', 'Sbm.PowerShell'
        (Get-Content "$userHome/.sbm_migrations.json" -Raw | ConvertFrom-Json).runs | Should -HaveCount 2
    }

    It 'leaves a module with another version of Polly its own, whichever <First>' -ForEach @(
        @{ First = 'Sbm comes first'; Order = '{0}; {1}' }
        @{ First = 'the other comes first'; Order = '{1}; {0}' }
    ) {
        $other = (Get-ChildItem "$Repository/tests/OtherModule/bin/*/net8.0/OtherModule.dll" | Sort-Object LastWriteTime)[-1]
        $sync = '$null = Invoke-SbmMigration -Slug s -NoSync -ScriptBlock { }; $null = Sync-SbmPendingRun -Wait -Timeout 0:00:05 -DatabaseUrl http://127.0.0.1:9 -ErrorAction Ignore -WarningAction Ignore'
        $pwsh = Invoke-Pwsh "Import-Module '$($other.FullName)'; $($Order -f $sync, 'Get-OtherPolly'); [AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { `$_.GetName().Name -eq 'Polly.Core' } | ForEach-Object Location"
        $theirs = Join-Path $other.DirectoryName Polly.Core.dll
        $ours = (Resolve-Path "$Repository/out/Sbm/dependencies/Polly.Core.dll").Path
        $pwsh.Output[0] | Should -Be $theirs # what the other module has worked with
        $pwsh.Output[1..2] | Sort-Object | Should -Be @($theirs, $ours | Sort-Object)
    }
}
