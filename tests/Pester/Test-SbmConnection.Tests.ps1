BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    Import-Sbm
    $database = Start-FaultDatabase
}

AfterAll { Clear-SbmTest }

Describe 'Test-SbmConnection' {
    BeforeEach {
        $userHome = Use-SbmHome $TestDrive
        $database.SetRules(@())
    }

    It 'goes all the way, and leaves nothing behind' {
        $steps = Test-SbmConnection -DatabaseUrl $database.Url
        $steps.Step | Should -Be Settings, Resolve, Connect, Authenticate, Write, Remove
        $steps.Succeeded | Should -Not -Contain $false
        $database.Content().Values | Where-Object { $null -ne $_ } | Should -BeNullOrEmpty
    }

    It 'ends before the probe with -WhatIf' {
        $before = @($database.Requests()).Count
        (Test-SbmConnection -DatabaseUrl $database.Url -WhatIf).Step | Should -Be Settings, Resolve, Connect, Authenticate
        @($database.Requests()) | Select-Object -Skip $before | Where-Object Method -ne GET | Should -BeNullOrEmpty
    }

    It 'ends at <Step> when <Kind>, and says what to do' -ForEach @(
        @{ Kind = 'nothing is configured'; Step = 'Settings'; Url = $null; Rule = $null }
        @{ Kind = 'the address makes no sense'; Step = 'Settings'; Url = 'nonsense'; Rule = $null }
        @{ Kind = 'nobody listens'; Step = 'Connect'; Url = 'http://127.0.0.1:9'; Rule = $null }
        @{ Kind = 'the rules refuse'; Step = 'Write'; Url = 'own'; Rule = @{ Method = 'PATCH'; Status = 401; Body = '{"error":"Permission denied"}' } }
    ) {
        if ($Rule) { $database.SetRules(@($Rule)) }
        $given = if ($Url -eq 'own') { @{ DatabaseUrl = $database.Url } } elseif ($Url) { @{ DatabaseUrl = $Url } } else { @{} }
        $steps = @(Test-SbmConnection @given)
        $steps[-1].Step | Should -Be $Step
        $steps[-1].Succeeded | Should -BeFalse
        $steps[-1].Remedy | Should -Not -BeNullOrEmpty
        $steps[-1].DurationSeconds | Should -BeGreaterOrEqual 0
    }

    It 'never shows a key' {
        $key = ConvertTo-SecureString AIzaVerySecret -AsPlainText -Force
        Test-SbmConnection -DatabaseUrl https://127.0.0.1:9 -ApiKey $key | Format-List * | Out-String | Should -Not -Match AIzaVerySecret
    }
}
