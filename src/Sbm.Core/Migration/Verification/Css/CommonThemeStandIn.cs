using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification.Css;

/// <summary>What the legacy themes are written against, with plausible values: see <c>common-theme.scss</c>.</summary>
internal sealed class CommonThemeStandIn
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

    private const string Probe = "sbm-probe";
    private const string End = "sbm-common-theme-ends";

    private readonly Dictionary<string, string> _values = [];
    private readonly HashSet<string> _own = [];

    private CommonThemeStandIn(IReadOnlyList<CssDeclaration> compiled)
    {
        foreach (var declaration in compiled)
        {
            if (declaration.Selector == Probe)
            {
                _values[declaration.Property] = declaration.Value;
            }
            else
            {
                _own.Add(KeyOf(declaration));
            }
        }
    }

    /// <summary>The theme's SCSS.</summary>
    internal static string Scss { get; } = Ended(Read());

    /// <summary>The names of its variables, without <c>$</c>.</summary>
    internal static IReadOnlyList<string> Variables { get; } =
        [.. ScssReader.Read(new ScssSource("common-theme.scss", Scss)).Children
            .OfType<ScssStatement>()
            .Where(static statement => statement.IsVariable && !statement.Text.StartsWith("$-", StringComparison.Ordinal))
            .Select(static statement => statement.Text[1..statement.Text.IndexOf(':', StringComparison.Ordinal)])];

    /// <summary>Compiles the theme, to know its variables' values.</summary>
    /// <param name="compile">Compiles SCSS to CSS.</param>
    /// <param name="scss">Another common theme's SCSS, as <see cref="Ended"/> gives it.</param>
    /// <param name="more">Further variables whose values are wanted.</param>
    internal static CommonThemeStandIn Compile(Func<string, string> compile, string? scss = null, IEnumerable<string>? more = null)
    {
        var probe = string.Concat(Variables.Concat(more ?? []).Distinct().Select(static name => $"@if variable-exists(\"{name}\") {{ {name}: ${name}; }}\n"));
        return new(CssReader.Read(compile($"{scss ?? Scss} {Probe} {{ {probe} }}")));
    }

    /// <summary>A common theme's SCSS with a mark behind it, by which its own rules are told from those of the theme.</summary>
    internal static string Ended(string scss) => $"{scss}\n{End} {{ here: 1; }}\n";

    /// <summary>What a sheet that was compiled under the common theme says itself: of the common theme's own rules only those that it extends.</summary>
    internal IEnumerable<CssDeclaration> WithoutItsOwn(IReadOnlyList<CssDeclaration> sheet)
    {
        var end = sheet.TakeWhile(static declaration => declaration.Selector != End).Count();
        return end == sheet.Count ? sheet : sheet.Take(end).Where(declaration => !_own.Contains(KeyOf(declaration))).Concat(sheet.Skip(end + 1));
    }

    /// <summary>The value of a custom property of Site Builder; null if the common theme has no such variable.</summary>
    internal string? ValueOf(string customProperty) => _values.GetValueOrDefault(LegacyNames.GetValueOrDefault(customProperty) ?? customProperty[2..]);

    private static string KeyOf(CssDeclaration declaration) =>
        string.Join('\n', [.. declaration.Context, declaration.Selector, declaration.Property, declaration.Value]);

    private static string Read()
    {
        using var resource = typeof(CommonThemeStandIn).Assembly.GetManifestResourceStream("common-theme.scss")!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
