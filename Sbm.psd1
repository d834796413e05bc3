@{
    RootModule           = 'Sbm.PowerShell.dll'
    ModuleVersion        = '0.1.0'
    GUID                 = '5f0b6c0e-7a1d-4a55-9a0e-2f6b8f1f3c7d'
    Author               = 'The Sbm authors'
    Copyright            = 'Copyright (c) 2026 The Sbm authors'
    Description          = 'Migrates dealer websites to Site Builder, records every run so that it cannot be lost, and syncs the records to Firebase Realtime Database in the background.'
    PowerShellVersion    = '7.4'
    CompatiblePSEditions = @('Core')
    CmdletsToExport      = @(
        'Export-SbmReport',
        'Get-SbmConfiguration',
        'Get-SbmRun',
        'Get-SbmStatistic',
        'Get-SbmSyncStatus',
        'Import-SbmRun',
        'Invoke-SbmMigration',
        'Remove-SbmRun',
        'Set-SbmConfiguration',
        'Set-SbmRun',
        'Sync-SbmPendingRun',
        'Test-SbmConnection',
        'Test-SbmTheme',
        'Undo-SbmMigration'
    )
    FunctionsToExport    = @()
    AliasesToExport      = @()
    VariablesToExport    = @()
    PrivateData          = @{
        PSData = @{
            Tags         = @('SiteBuilder', 'Migration', 'Scss', 'Firebase', 'Offline', 'Linux', 'Windows', 'MacOS', 'PSEdition_Core')
            LicenseUri   = 'https://opensource.org/licenses/MIT'
            ProjectUri   = 'https://sbm.example/'
            IconUri      = 'https://sbm.example/docs/icon.png'
            ReleaseNotes = 'The first preview. What is in it: CHANGELOG.md in the module folder, or https://sbm.example/CHANGELOG.md'
            Prerelease   = 'preview1' # until the addresses above are public ones
        }
    }
}
