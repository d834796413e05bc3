# The tables and lists of Sbm's objects. Sbm imports this by itself when its first command runs (see SessionViews.cs).
@{
    ModuleVersion     = '1.0'
    GUID              = 'c1f2f0f5-6d0b-4d0c-9c39-0a8d1c4e7b52'
    Author            = 'The Sbm authors'
    Copyright         = 'Copyright (c) 2026 The Sbm authors'
    Description       = 'The tables and lists of Sbm, which brings them in by itself.'
    FormatsToProcess  = 'Sbm.Format.ps1xml'
    CmdletsToExport   = @()
    FunctionsToExport = @()
    AliasesToExport   = @()
    VariablesToExport = @()
}
