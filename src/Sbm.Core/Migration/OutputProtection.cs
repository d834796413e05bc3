using Sbm.Core.Migration.Outputs;

namespace Sbm.Core.Migration;

/// <summary>
/// Nothing of the user's is overwritten unseen: a file with content is replaced only by force, or if it is still what Sbm wrote
/// and the caller agreed to migrate again.
/// </summary>
internal static class OutputProtection
{
    /// <exception cref="SbmException"><c>OutputExists</c>, or <c>OutputChanged</c> for a file that was changed since Sbm wrote it.</exception>
    internal static void Check(ThemeMigrationOptions options, IEnumerable<PlannedOutput> outputs)
    {
        if (options.Force)
        {
            return;
        }

        var existing = outputs.Where(output => output.ReplacesContent && !(options.IsAgreed && IsAsWritten(options, output))).ToList();
        var changed = existing.Where(output => options.Written.ContainsKey(output.Path) && !IsAsWritten(options, output)).Select(static output => output.Path).ToList();
        if (changed.Count > 0)
        {
            throw new SbmException(
                "OutputChanged",
                $"Somebody has changed what Sbm wrote: {string.Join(", ", changed)}.",
                "Look at the changes (Test-SbmTheme shows the difference). To replace the files all the same use -Force: they are kept, and Undo-SbmMigration puts them back.",
                changed[0]);
        }

        if (existing.Count > 0)
        {
            throw new SbmException(
                "OutputExists",
                $"The theme has Site Builder files with content already: {string.Join(", ", existing.Select(static output => output.Path))}.",
                "Look whether they may be replaced; then use -Force, or write elsewhere with -DestinationPath.",
                existing[0].Path);
        }
    }

    private static bool IsAsWritten(ThemeMigrationOptions options, PlannedOutput output) =>
        options.Written.TryGetValue(output.Path, out var hash) && hash == PlannedOutput.HashOf(output.Old);
}
