using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Statements;

/// <summary><c>@extend .a, %b !optional</c></summary>
internal static class ExtendStatement
{
    /// <summary>What <c>@extend</c> names; null for any other statement.</summary>
    internal static string? TargetOf(ScssStatement statement) =>
        statement.Text.StartsWith("@extend", StringComparison.Ordinal) ? statement.Text["@extend".Length..].Replace("!optional", string.Empty, StringComparison.Ordinal).Trim() : null;
}
