namespace Sbm.Core.Migration.Verification;

/// <summary>Something in which an output differs from its source.</summary>
/// <param name="Output">The output: <c>sb-vdp.scss</c>.</param>
/// <param name="Source">What the source has, with its place; empty if it has nothing.</param>
/// <param name="Result">What the output has in its place; empty if it has nothing.</param>
/// <param name="Rule">The rule of the migration that explains it; null if none does.</param>
public sealed record ThemeDifference(string Output, string Source, string Result, string? Rule);
