# The package as a user meets it: made by ./build.ps1 Package, from a repository in a folder, into a scope that is empty.
BeforeAll {
    Import-Module "$PSScriptRoot/Helpers/SbmTest.psm1"
    $built = Invoke-Pwsh "$Repository/build.ps1" -File -ArgumentList Package # with the home, and so the package cache, of whoever runs the tests
    $package = "$Repository/out/package"
    $address = dotnet msbuild "$Repository/src/Sbm.PowerShell" -getProperty:ProjectAddress
    $userHome = Use-SbmHome $TestDrive

    # Sbm is found in the installed scope alone, not at out/Sbm.
    function Invoke-Installed([string] $Script) {
        $pwsh = Invoke-Pwsh $Script -Environment @{ PSModulePath = $null; XDG_DATA_HOME = $null; XDG_CONFIG_HOME = $null; XDG_CACHE_HOME = $null }
        if ($pwsh.ExitCode -ne 0) { throw "$($pwsh.Output -join "`n")$($pwsh.Error)" }
        $pwsh.Output
    }

    function Get-RelativeFile([string] $Folder) {
        Get-ChildItem $Folder -Recurse -File | ForEach-Object { $_.FullName.Substring($Folder.Length + 1).Replace('\', '/') }
    }
}

AfterAll { Clear-SbmTest }

Describe 'The package' {
    It 'is built' {
        $built.ExitCode | Should -Be 0 -Because ($built.Output + $built.Error -join "`n")
        "$package/*.nupkg" | Should -Exist
    }

    It 'has checksums of all that lies beside it' {
        $sums = Get-Content "$package/SHA256SUMS" | ForEach-Object { , ($_ -split '  ') }
        $sums | ForEach-Object { (Get-FileHash "$package/$($_[1])").Hash | Should -Be $_[0] }
        $sums | ForEach-Object { [IO.Path]::GetExtension($_[1]) } | Should -Be '.json', '.nupkg'
    }

    It 'names every foreign assembly, with its licence, in the notices and in the bill of materials' {
        $foreign = (Get-ChildItem "$package/Sbm/dependencies" | Where-Object BaseName -NE Sbm.Core).BaseName
        $components = (Get-Content "$package/*.cdx.json" -Raw | ConvertFrom-Json).components
        $components.name | Sort-Object | Should -Be @($foreign | Sort-Object)
        $components | ForEach-Object { $_.licenses.license.id | Should -BeIn 'MIT', 'Apache-2.0', 'BSD-3-Clause' }
        $notices = Get-Content "$package/Sbm/THIRD-PARTY-NOTICES.txt" -Raw
        $components | ForEach-Object { $notices | Should -Match "(?m)^$([regex]::Escape("$($_.name) $($_.version) ($($_.licenses.license.id))")): " }
        'Permission is hereby granted', 'Apache License', 'Redistributions in binary form' | ForEach-Object { $notices | Should -Match $_ }
    }

    It 'names no folder of the machine that built it' {
        Get-ChildItem "$package/Sbm" -Recurse -Include Sbm.* | ForEach-Object {
            [Text.Encoding]::Latin1.GetString([IO.File]::ReadAllBytes($_)).Contains($Repository) | Should -BeFalse -Because $_
        }
    }

    It 'has a manifest that tells what a gallery shows' {
        $manifest = Test-ModuleManifest "$package/Sbm/Sbm.psd1"
        $data = $manifest.PrivateData.PSData
        $manifest.PowerShellVersion | Should -Be '7.4'
        $data.ProjectUri | Should -Be $address
        foreach ($link in $data.IconUri, [regex]::Match($data.ReleaseNotes, 'https:\S+').Value) { # what is there, is here
            $link | Should -BeLike "$address?*"
            Join-Path $Repository $link.Substring($address.Length) | Should -Exist
        }
        $data.LicenseUri, $data.ReleaseNotes, $manifest.Description, $data.Tags | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        $data.Prerelease | Should -Not -BeNullOrEmpty -Because 'its addresses are not public yet'
    }

    It 'documents itself: its README leads to what is in it, and nowhere else' {
        $readme = Get-Content "$package/Sbm/README.md" -Raw
        $readme | Should -Not -Match '\]\(' -Because 'the gallery shows it without the files beside it'
        $files = Get-RelativeFile "$package/Sbm"
        [regex]::Matches($readme, '`([A-Z-]+\.(?:md|txt))`') | ForEach-Object { $_.Groups[1].Value | Should -BeIn $files }
        [regex]::Matches($readme, 'about_\w+') | ForEach-Object { "en-US/$($_.Value).help.txt" | Should -BeIn $files }
    }

    It 'names in its help topics only topics that come with it' {
        $topics = (Get-ChildItem "$package/Sbm/en-US/about_*.help.txt").Name -replace '\.help\.txt$'
        Get-ChildItem "$package/Sbm/en-US" | Get-Content -Raw | ForEach-Object { [regex]::Matches($_, '\babout_Sbm\w*').Value } |
            Sort-Object -Unique | ForEach-Object { $_ | Should -BeIn $topics }
    }
}

# Windows has but one folder for a user's modules, whatever the environment says: that of whoever runs the tests.
Describe 'A user of the package' -Skip:$IsWindows {
    BeforeAll { $folder = (New-Item -ItemType Directory "$TestDrive/repository").FullName }

    It 'finds it in a repository in a folder, installs it and does the main job without importing anything' {
        $output = Invoke-Installed @"
            Register-PSResourceRepository Folder -Uri "$folder" -Trusted
            Publish-PSResource -Path "$package/Sbm" -Repository Folder -ErrorAction Stop
            Install-PSResource Sbm -Prerelease -Repository Folder -ErrorAction Stop
            `$run = Invoke-SbmMigration "$Sample" -DestinationPath out -WarningAction Ignore
            `$run.Status; (Get-Module Sbm).ModuleBase; (Get-Help Get-SbmRun).Synopsis
"@
        "$folder/*.nupkg" | Should -Exist
        $output[0] | Should -Be 'success'
        $output[1] | Should -BeLike "$userHome*"
        $output[2] | Should -Not -BeNullOrEmpty
        Get-ChildItem out -Recurse -Filter 'sb-*.scss' | Should -HaveCount 4
        (Get-RelativeFile (Resolve-Path $output[1]).Path | Where-Object { $_ -ne 'PSGetModuleInfo.xml' } | Sort-Object) |
            Should -Be @(Get-RelativeFile "$package/Sbm" | Sort-Object)
    }

    It 'updates it to a next version' {
        Copy-Item "$package/Sbm" "$TestDrive/next/Sbm" -Recurse
        $manifest = Get-Content "$TestDrive/next/Sbm/Sbm.psd1" -Raw
        Set-Content "$TestDrive/next/Sbm/Sbm.psd1" ($manifest -replace "ModuleVersion( +)= '[^']*'", "ModuleVersion`$1= '99.0.0'")
        $output = Invoke-Installed "Publish-PSResource -Path '$TestDrive/next/Sbm' -Repository Folder -ErrorAction Stop; Update-PSResource Sbm -Prerelease -Repository Folder -ErrorAction Stop; `$null = Get-SbmRun; (Get-Module Sbm).Version.ToString(); (Get-SbmRun).Count"
        $output | Should -Be '99.0.0', '1'
    }

    It 'uninstalls it without a trace in the scope' {
        Invoke-Installed 'Uninstall-PSResource Sbm -Version "[0.0.1,100.0.0]" -Prerelease -ErrorAction Stop; Get-Module -ListAvailable Sbm | ForEach-Object Path' | Should -BeNullOrEmpty
        "$userHome/.sbm_migrations.json" | Should -Exist # the runs are the user's
    }
}

Describe 'An older PowerShell' {
    It 'is refused by the manifest, which says what is needed' {
        Copy-Item "$package/Sbm" "$TestDrive/older/Sbm" -Recurse
        $manifest = Get-Content "$TestDrive/older/Sbm/Sbm.psd1" -Raw
        Set-Content "$TestDrive/older/Sbm/Sbm.psd1" ($manifest -replace "PowerShellVersion( +)= '7.4'", "PowerShellVersion`$1= '99.0'")
        { Import-Module "$TestDrive/older/Sbm" -ErrorAction Stop } | Should -Throw '*minimum*PowerShell*99.0*'
    }
}
