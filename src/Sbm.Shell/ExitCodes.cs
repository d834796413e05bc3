namespace Sbm.Shell;

/// <summary>The exit codes that pwsh has, and the shells' own for Ctrl+C.</summary>
internal static class ExitCodes
{
    internal const int Failed = 1;
    internal const int WrongUsage = 64;
    internal const int Interrupted = 130;
}
