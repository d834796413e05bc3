using Sbm.Core.Scss;
using Sbm.Core.Verification.Css;

namespace Sbm.Core.Verification;

/// <summary>What the legacy themes are written against, with plausible values: see <c>common-theme.scss</c>.</summary>
internal sealed class CommonTheme
{
    private static readonly (string Buttons, string Ends)[] NamesThatDiffer =
    [
        ("primary secondary cta", "bg color hover-bg hover-color"),
        ("outline", "color hoverbg hovercolor"),
        ("small large", "weight size padding"),
        ("dark", "bg color"),
    ];

    private static readonly Dictionary<string, string> LegacyNames = NamesThatDiffer
        .SelectMany(static group => group.Buttons.Split(' ').SelectMany(button => group.Ends.Split(' ').Select(end => (button, end))))
        .ToDictionary(static name => $"--{name.button}button-{name.end}", static name => $"{name.button}-button-{name.end}");

    private readonly Dictionary<string, string> _values;

    private CommonTheme(Dictionary<string, string> values) => _values = values;

    /// <summary>The theme's SCSS.</summary>
    internal static string Scss { get; } = Read();

    /// <summary>The names of its variables, without <c>$</c>.</summary>
    internal static IReadOnlyList<string> Variables { get; } =
        [.. ScssReader.Read(new ScssSource("common-theme.scss", Scss)).Children
            .OfType<ScssStatement>()
            .Where(static statement => statement.IsVariable && !statement.Text.StartsWith("$-", StringComparison.Ordinal))
            .Select(static statement => statement.Text[1..statement.Text.IndexOf(':', StringComparison.Ordinal)])];

    /// <summary>Compiles the theme, to know its variables' values.</summary>
    /// <param name="compile">Compiles SCSS to CSS.</param>
    internal static CommonTheme Compile(Func<string, string> compile)
    {
        var probe = string.Concat(Variables.Select(static name => $"{name}: ${name};"));
        return new(CssReader.Read(compile($"{Scss} probe {{ {probe} }}")).ToDictionary(static value => value.Property, static value => value.Value));
    }

    /// <summary>The value of a custom property of Site Builder; null if the common theme has no such variable.</summary>
    internal string? ValueOf(string customProperty) => _values.GetValueOrDefault(LegacyNames.GetValueOrDefault(customProperty) ?? customProperty[2..]);

    private static string Read()
    {
        using var resource = typeof(CommonTheme).Assembly.GetManifestResourceStream("common-theme.scss")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
