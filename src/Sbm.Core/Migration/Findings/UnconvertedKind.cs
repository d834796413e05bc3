namespace Sbm.Core.Migration.Findings;

/// <summary>What kind of construct a <see cref="MigrationWarning"/> is about, and what to do about it, told by its message.</summary>
/// <param name="Kind">One word: <c>Variable</c>, <c>Mixin</c>, <c>Function</c>, <c>Address</c>, <c>Extend</c>, <c>Selector</c>, <c>Import</c>, <c>Calculation</c> or <c>Construct</c>.</param>
/// <param name="Advice">A sentence.</param>
public sealed record UnconvertedKind(string Kind, string Advice)
{
    // The first that the message holds; a mixin's message may well name a variable, an address anything.
    private static readonly (string Word, UnconvertedKind Kind)[] All =
    [
        ("stays relative", new("Address", "Put the file where Site Builder serves it, and write its address from the root, as /wp-content/….")),
        ("mixin", new("Mixin", "Write the declarations that it stands for, or give its definition in a table with -MixinPath.")),
        ("@content", new("Mixin", "Write the declarations that it stands for, or give its definition in a table with -MixinPath.")),
        ("extend", new("Extend", "Write what it extends into the theme, or the declarations in its place.")),
        ("import", new("Import", "Bring the file into the theme, or take the import out.")),
        ("selector", new("Selector", "Write the selector in a way that the current Sass takes.")),
        ("function", new("Function", "Write the value that it gives, or define the function in the theme.")),
        ("comput", new("Calculation", "Write the value, or declare the variable in the theme.")),
        ("variable", new("Variable", "Declare the variable in the theme, or write its value.")),
        ("'$", new("Variable", "Declare the variable in the theme, or write its value.")),
    ];

    private static readonly UnconvertedKind Other = new("Construct", "Rewrite it by hand in the source, or in the output, where it stands as a comment if Sass could not compile it.");

    /// <summary>The kind of what could not be converted.</summary>
    public static UnconvertedKind Of(MigrationWarning warning) =>
        Array.Find(All, kind => warning.Message.Contains(kind.Word, StringComparison.OrdinalIgnoreCase)).Kind ?? Other;
}
