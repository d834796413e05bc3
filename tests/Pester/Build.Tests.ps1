# build.ps1 met with what it cannot do.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    function Invoke-Build([string[]] $Arguments, [hashtable] $Environment = @{}) {
        Invoke-Pwsh "$Repository/build.ps1" -File -ArgumentList $Arguments -Environment ($Environment + @{ NO_COLOR = '1' })
    }
}

AfterAll { Clear-SbmTest }

Describe 'build.ps1' {
    It 'names its tasks for one that it does not have' {
        { & "$Repository/build.ps1" nope } | Should -Throw "*There is no task 'nope'. The tasks are: Build*Test*Package*"
    }

    It 'does not ignore a filter that its task has no use for' {
        $build = Invoke-Build Example, lakeside
        $build.ExitCode | Should -Be 1
        $build.Error | Should -BeLike "build.ps1 Example: *takes no filter: leave out 'lakeside'.*"
    }

    It 'explains its tasks in its help' {
        $help = Get-Help "$Repository/build.ps1" -Full | Out-String
        (Get-Command "$Repository/build.ps1").Parameters.Task.Attributes.ValidValues | ForEach-Object { $help | Should -Match "\b$_\b" }
    }

    It 'says how to mend a package cache that is broken' {
        $dotnet = New-Item "$TestDrive/bin/dotnet$($IsWindows ? '.cmd' : '')" -ItemType File -Force -Value ($IsWindows ? '@exit 1' : "#!/bin/sh`
exit 1`
") # as dotnet leaves then
        if (-not $IsWindows) { chmod +x $dotnet }
        $build = Invoke-Build Build @{ PATH = $dotnet.DirectoryName + [IO.Path]::PathSeparator + $env:PATH }
        $build.ExitCode | Should -Be 1
        $build.Error -replace '\s+', ' ' | Should -Match 'dotnet nuget locals all --clear'
    }
}
