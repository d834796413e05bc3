# What importing Sbm brings into a session, and that its packages meet nobody else's.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $loaded = '[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.Location -like "*out?Sbm*" -or $_.GetName().Name -match "Polly|Google|Extensions.Logging" } | ForEach-Object { $_.GetName().Name } | Sort-Object'
    $sync = '$null = Sync-SbmPendingRun -Wait -Timeout 0:00:05 -DatabaseUrl http://127.0.0.1:9 -ErrorAction Ignore -WarningAction Ignore'
    $pollys = '[AppDomain]::CurrentDomain.GetAssemblies() | Where-Object { $_.GetName().Name -eq "Polly.Core" } | ForEach-Object Location'
    $other = (Get-ChildItem "$Repository/tests/OtherModule/bin/*/net8.0/OtherModule.dll" | Sort-Object LastWriteTime)[-1].FullName
    $theirs = Join-Path (Split-Path $other) Polly.Core.dll
    $ours = (Resolve-Path "$Repository/out/Sbm/dependencies/Polly.Core.dll").Path
}

AfterAll { Clear-SbmTest }

Describe 'A session with Sbm' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'loads Sbm''s two assemblies alone to record and list, and leaves a module with another version of Polly its own' {
        $pwsh = Invoke-Pwsh "`$null = Invoke-SbmMigration `"$Sample`" -DestinationPath ./out -WarningAction Ignore; `$null = Invoke-SbmMigration -Slug s -ScriptBlock { }; `$null = Get-SbmRun; $loaded; '--'; $sync; Import-Module `"$other`"; Get-OtherPolly; $pollys"
        $pwsh.Output[0..2] | Should -Be 'Sbm.Core', 'Sbm.PowerShell', '--'
        (Get-Content "$userHome/.sbm_migrations.json" -Raw | ConvertFrom-Json).runs | Should -HaveCount 2
        $pwsh.Output[3] | Should -Be $theirs # what the other module has worked with
        $pwsh.Output[4..5] | Sort-Object | Should -Be @($theirs, $ours | Sort-Object)
    }

    It 'loads one assembly to import, and Sbm.Core only where something could name a database' {
        $mayHave = [Sbm.ModuleInitializer].GetProperty('MayHaveDestination', [Reflection.BindingFlags]'Static, NonPublic')
        $mayHave.GetValue($null) | Should -BeFalse
        foreach ($name in 'SBM_DATABASE_URL', 'FIREBASE__DATABASE_URL', 'FIREBASE_DATABASE_EMULATOR_HOST') {
            Set-TestVariable $name '127.0.0.1:9'
            $mayHave.GetValue($null) | Should -BeTrue -Because $name
            Set-TestVariable $name $null
        }
        $pwsh = Invoke-Pwsh "Import-Module Sbm; $loaded; '--'; `$null = New-Item ~/.sbm/config.json -Force -Value '{}'; Import-Module Sbm -Force; $loaded"
        $pwsh.Output | Should -Be 'Sbm.PowerShell', '--', 'Sbm.Core', 'Sbm.PowerShell'
    }

    It 'leaves it its own when the other comes first' {
        $pwsh = Invoke-Pwsh "Import-Module `"$other`"; Get-OtherPolly; `$null = Invoke-SbmMigration -Slug s -NoSync -ScriptBlock { }; $sync; $pollys"
        $pwsh.Output[0] | Should -Be $theirs
        $pwsh.Output[1..2] | Sort-Object | Should -Be @($theirs, $ours | Sort-Object)
    }

    It 'gets the tables with its first command, whatever its preferences are, and loses them with the module' {
        $pwsh = Invoke-Pwsh @'
            function Import-Module { throw 'a function of the session' }
            $WhatIfPreference = $true; $ErrorActionPreference = 'Stop'
            "$(@((Get-FormatData Sbm.MigrationRun).TypeNames)[0])|"
            $VerbosePreference = 'Continue'; $said = Get-SbmRun *>&1; $VerbosePreference = 'SilentlyContinue'
            "$(@((Get-FormatData Sbm.MigrationRun).TypeNames)[0])|$said|$($Error.Count)"
            $WhatIfPreference = $false; Remove-Module Sbm
            "$(@((Get-FormatData Sbm.MigrationRun).TypeNames)[0])|$((Get-Module Sbm*).Name)"
            $null = Get-SbmStatistic
            "$(@((Get-FormatData Sbm.MigrationRun).TypeNames)[0])|$((Get-Module Sbm*).Name)"
'@
        $pwsh.Output | Should -Be '|', 'Sbm.MigrationRun||0', '|', 'Sbm.MigrationRun|Sbm Sbm.Views'
    }

    It 'runs its commands in a session that may import nothing' {
        $session = [initialsessionstate]::CreateRestricted('RemoteServer')
        $session.LanguageMode = 'NoLanguage'
        $session.ImportPSModule("$Repository/out/Sbm")
        $runspace = [runspacefactory]::CreateRunspace($session)
        $runspace.Open()
        $shell = [powershell]::Create($runspace).AddCommand('Get-SbmConfiguration')
        $shell.Invoke() | Should -Not -BeNullOrEmpty
        $shell.HadErrors | Should -BeFalse
        $runspace.Dispose()
    }
}
