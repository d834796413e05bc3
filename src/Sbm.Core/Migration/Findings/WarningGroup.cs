using System.Globalization;

namespace Sbm.Core.Migration.Findings;

/// <summary>
/// Warnings that are one line to a reader: the addresses that stay relative are one for each folder, so that what else there is
/// is seen; every other warning is one of its own.
/// </summary>
/// <param name="Message">Of the one, or of all of them with their count.</param>
/// <param name="All">At least one, in the order of the sources.</param>
public sealed record WarningGroup(string Message, IReadOnlyList<MigrationWarning> All)
{
    /// <summary>How the message of an address begins that stays as it is.</summary>
    internal const string RelativeAddress = "the address stays relative";

    /// <summary>The first of them.</summary>
    public MigrationWarning First => All[0];

    /// <summary>Groups warnings; each group stands where its first one stood.</summary>
    public static IReadOnlyList<WarningGroup> Of(IReadOnlyList<MigrationWarning> warnings) =>
    [
        .. warnings
            .Select(static (warning, place) => (Warning: warning, Key: IsAddress(warning) ? (warning.Message, 0) : (string.Empty, place)))
            .GroupBy(static each => each.Key, static each => each.Warning)
            .Select(static group => Of([.. group])),
    ];

    private static WarningGroup Of(List<MigrationWarning> alike) => new(
        alike.Count == 1
            ? alike[0].Message
            : string.Create(CultureInfo.InvariantCulture, $"{alike.Count} addresses stay relative{alike[0].Message[RelativeAddress.Length..]}"),
        alike);

    private static bool IsAddress(MigrationWarning warning) => warning.Message.StartsWith(RelativeAddress, StringComparison.Ordinal);
}
