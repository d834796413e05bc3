BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
}

AfterAll { Clear-SbmTest }

Describe 'Set-SbmConfiguration' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'writes settings that Get-SbmConfiguration shows, with where they come from' {
        Set-SbmConfiguration -DatabaseUrl https://team.firebaseio.com -AutoSync $false -ExitTimeout 5s -ManualEstimate 2h -MixinPath ./mixins.scss
        $all = Get-SbmConfiguration
        $url = $all | Where-Object Name -eq DatabaseUrl
        $url.Value | Should -BeLike 'https://team.firebaseio.com*'
        $url.Source | Should -Be ConfigFile
        $url.Origin | Should -Be (Join-Path $userHome .sbm config.json)
        ($all | Where-Object Name -eq AutoSync).Value | Should -Be false
        ($all | Where-Object Name -eq ExitTimeout).Value | Should -Be 00:00:05
        ($all | Where-Object Name -eq MixinPath).Value | Should -Be (Join-Path $userHome mixins.scss)
        $all | ForEach-Object { $_.Description | Should -Not -BeNullOrEmpty }
        if (-not $IsWindows) { [int][System.IO.File]::GetUnixFileMode("$userHome/.sbm/config.json") | Should -Be 0x180 }
    }

    It 'takes a key as a SecureString, and never shows it' {
        Set-SbmConfiguration -ApiKey (ConvertTo-SecureString AIzaSecret -AsPlainText -Force)
        Get-Content ./.sbm/config.json -Raw | Should -Match AIzaSecret
        (Get-SbmConfiguration ApiKey).Value | Should -Be '***'
        Get-SbmConfiguration | Format-List * | Out-String | Should -Not -Match AIzaSecret
    }

    It 'removes a setting with -Reset' {
        Set-SbmConfiguration -UserId ana -AutoSync $false
        Set-SbmConfiguration -Reset autosync
        (Get-SbmConfiguration AutoSync).Source | Should -Be Default
        (Get-SbmConfiguration UserId).Value | Should -Be ana
    }

    It 'refuses <Kind>, and writes nothing' -ForEach @(
        @{ Kind = 'an address that is none'; Bad = { Set-SbmConfiguration -DatabaseUrl nonsense }; Id = 'Sbm.InvalidSetting*' }
        @{ Kind = 'a value out of range'; Bad = { Set-SbmConfiguration -UserId ana -ExitTimeout 2h }; Id = 'Sbm.InvalidSetting*' }
        @{ Kind = 'a setting that there is not'; Bad = { Set-SbmConfiguration -Reset Nonsense }; Id = 'Sbm.UnknownSetting*' }
        @{ Kind = 'to set and to remove at once'; Bad = { Set-SbmConfiguration -UserId ana -Reset UserId }; Id = 'Sbm.InvalidReset*' }
        @{ Kind = 'no change at all'; Bad = { Set-SbmConfiguration }; Id = 'Sbm.InvalidChange*' }
        @{ Kind = 'hostile text in a key'; Bad = { Set-SbmConfiguration -ApiKey "a`e[31m" }; Id = 'Sbm.InvalidSetting*' }
    ) {
        $problem = $Bad | Should -Throw -ErrorId $Id -PassThru
        $problem.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $problem.CategoryInfo.Category | Should -Be InvalidArgument
        './.sbm/config.json' | Should -Not -Exist
    }

    It 'says so where it cannot write' {
        Set-Content ./.sbm 'a file in the place of the folder'
        { Set-SbmConfiguration -UserId ana } | Should -Throw -ErrorId 'Sbm.ConfigNotWritten*'
    }

    It 'writes nothing with -WhatIf, but refuses what makes no sense' {
        Set-SbmConfiguration -UserId ana -WhatIf
        './.sbm/config.json' | Should -Not -Exist
        { Set-SbmConfiguration -DatabaseUrl nonsense -WhatIf } | Should -Throw -ErrorId 'Sbm.InvalidSetting*'
    }

    It 'warns where the environment goes before it' {
        Set-TestVariable SBM_USER_ID bo
        Set-SbmConfiguration -UserId ana -WarningVariable said -WarningAction SilentlyContinue
        "$said" | Should -Match SBM_USER_ID
    }
}

Describe 'Get-SbmConfiguration' {
    BeforeEach { $userHome = Use-SbmHome $TestDrive }

    It 'shows what is wrong with a value, and the others' {
        Set-TestVariable SBM_AUTOSYNC perhaps
        $setting = Get-SbmConfiguration AutoSync
        $setting.Error | Should -Match perhaps
        @(Get-SbmConfiguration).Count | Should -BeGreaterThan 10
    }

    It 'names what the config file has that is no setting' {
        New-Item -ItemType Directory .sbm
        Set-Content ./.sbm/config.json '{ "DatabaseUlr": "https://x.firebaseio.com" }'
        $null = Get-SbmConfiguration -ErrorVariable problem -ErrorAction SilentlyContinue
        $problem[0].Exception.Message | Should -Match DatabaseUlr
    }

    It 'writes an error for a name that there is not' {
        { Get-SbmConfiguration Nonsense -ErrorAction Stop } | Should -Throw -ErrorId 'Sbm.UnknownSetting*'
    }

    It 'cuts nothing off at <_> columns' -ForEach 60, 80, 110, 200 {
        Set-TestVariable SBM_DATABASE_URL "https://$('long-' * 10)name.firebaseio.com"
        $lines = Get-SbmConfiguration | Out-String -Stream -Width $_
        $lines | Should -Not -Match '…|\.\.\.'
        $lines | ForEach-Object Length | Should -Not -BeGreaterThan $_
        ($lines -join ' ') -replace '\s' | Should -Match 'StoreId'
    }

    It 'completes names' {
        $line = 'Get-SbmConfiguration Data'
        (TabExpansion2 $line $line.Length).CompletionMatches.CompletionText | Should -Be 'DatabaseUrl'
    }
}
