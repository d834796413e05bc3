<#
What a package says about the packages that come with it, from the lock file and from what NuGet has on this machine: the notices
that their licences ask for, in the module folder, and beside it a software bill of materials (CycloneDX).
#>
param(
    [Parameter(Mandatory)] [string] $ModuleFolder,
    [Parameter(Mandatory)] [string] $BillPath,
    [Parameter(Mandatory)] [string] $Version
)

$ErrorActionPreference = 'Stop'
$repository = (Resolve-Path "$PSScriptRoot/../../..").Path
$cache = (dotnet msbuild "$repository/src/Sbm.Core" -getProperty:NuGetPackageRoot).Trim()
$lock = Get-Content "$repository/src/Sbm.Core/packages.lock.json" -Raw | ConvertFrom-Json -AsHashtable

# Only what lies in the module folder: a package that is a tool of the build alone brings no assembly.
$packages = foreach ($entry in $lock.dependencies.'net8.0'.GetEnumerator() | Sort-Object Key) {
    $folder = Join-Path $cache $entry.Key.ToLowerInvariant() $entry.Value.resolved
    if (-not (Test-Path "$ModuleFolder/dependencies/$($entry.Key).dll")) { continue }
    $about = ([xml](Get-Content "$folder/*.nuspec" -Raw)).package.metadata
    $text = Get-ChildItem $folder -File | Where-Object Name -Match '^LICENSE(\.|$)' | Select-Object -First 1
    [pscustomobject]@{
        Name = $entry.Key; Version = $entry.Value.resolved; License = $about.license.'#text'
        Copyright = $about.copyright ? $about.copyright : "Copyright (c) $($about.authors)"
        Text = $text ? ((Get-Content $text -Raw) -replace '\r').Trim() : $null
        Hash = [Convert]::ToHexString([Convert]::FromBase64String((Get-Content "$folder/*.nupkg.sha512" -Raw).Trim())).ToLowerInvariant()
    }
}

$unnamed = Get-ChildItem "$ModuleFolder/dependencies/*.dll" | Where-Object { $_.BaseName -ne 'Sbm.Core' -and $_.BaseName -notin $packages.Name }
if ($unnamed) { throw "No package of the lock file accounts for $($unnamed.Name -join ', ')." }
if ($packages | Where-Object { -not $_.License }) { throw 'A package does not say its licence.' }

# One text per licence; a package without a text of its own has that of its licence.
$notices = "Sbm comes with these packages, unchanged, in its folder 'dependencies'.`n"
foreach ($license in $packages | Group-Object License | Sort-Object Name) {
    foreach ($same in $license.Group | Group-Object { $_.Text ?? ($license.Group.Text | Where-Object { $_ })[0] }) {
        if (-not $same.Name) { throw "There is no text of $($license.Name)." }
        $notices += "`n" + '=' * 80 + "`n"
        foreach ($package in $same.Group) { $notices += "$($package.Name) $($package.Version) ($($package.License)): $($package.Copyright)`n" }
        $notices += '-' * 80 + "`n$($same.Name)`n"
    }
}
[IO.File]::WriteAllText("$ModuleFolder/THIRD-PARTY-NOTICES.txt", $notices)

$bill = [ordered]@{
    bomFormat = 'CycloneDX'; specVersion = '1.5'; version = 1
    metadata = @{ component = [ordered]@{ type = 'library'; name = 'Sbm'; version = $Version; licenses = @(@{ license = @{ id = 'MIT' } }) } }
    components = @($packages | ForEach-Object {
            [ordered]@{
                type = 'library'; name = $_.Name; version = $_.Version; purl = "pkg:nuget/$($_.Name)@$($_.Version)"
                hashes = @(@{ alg = 'SHA-512'; content = $_.Hash }); licenses = @(@{ license = @{ id = $_.License } })
            }
        })
}
[IO.File]::WriteAllText($BillPath, ($bill | ConvertTo-Json -Depth 10) + "`n")
