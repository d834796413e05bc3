namespace Sbm.Core.Files;

/// <summary>Tells apart what the platforms report in their own ways.</summary>
internal static class FileErrors
{
    private const int WindowsSharingViolation = unchecked((int)0x80070020);
    private const int WindowsLockViolation = unchecked((int)0x80070021);
    private const int LinuxWouldBlock = 11;
    private const int MacWouldBlock = 35;

    /// <summary>Whether a file could not be opened or renamed only because another process has it open.</summary>
    internal static bool IsHeldByAnother(Exception error) =>
        error is IOException && (OperatingSystem.IsWindows()
            ? error.HResult is WindowsSharingViolation or WindowsLockViolation
            : error.HResult == (OperatingSystem.IsMacOS() ? MacWouldBlock : LinuxWouldBlock));
}
