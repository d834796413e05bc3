using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sbm.Bench;

/// <summary>
/// A theme as large as one likes: the samples over and over, each time with names of their own for classes, placeholders, and the
/// variables, mixins and functions that the sample defines, so that it reads like a large theme and not like one that reassigns.
/// </summary>
internal sealed partial class LargeTheme
{
    private static readonly string[] Sources = ["style.scss", "inside.scss", "_support-requests.scss", "lvdp.scss", "lvrp.scss"];

    private readonly Dictionary<string, StringBuilder> _files = Sources.ToDictionary(static source => source, static _ => new StringBuilder());
    private readonly HashSet<string> _modules = [];

    /// <param name="samples">The folder of the sample themes.</param>
    /// <param name="bytes">How large it is at least.</param>
    internal LargeTheme(string samples, int bytes)
    {
        var themes = Directory.GetDirectories(samples).Order(StringComparer.Ordinal).Select(Flatten).ToList();
        for (var copy = 0; Bytes < bytes; copy++)
        {
            Add(themes[copy % themes.Count], copy);
        }
    }

    /// <summary>Its size in UTF-8.</summary>
    internal int Bytes { get; private set; }

    /// <summary>All of it in one text, in the order in which its files use each other; Sass wants its modules first.</summary>
    /// <param name="common">What the theme is written against.</param>
    internal string UnderneathOf(string common) => Modules + common + string.Concat(Sources.Select(source => _files[source]));

    /// <summary>Writes it as a theme.</summary>
    internal void WriteTo(string theme)
    {
        var css = Directory.CreateDirectory(Path.Combine(theme, "css")).FullName;
        foreach (var (name, text) in _files)
        {
            File.WriteAllText(Path.Combine(css, name), (name == "style.scss" ? Modules : string.Empty) + text);
        }
    }

    private string Modules => string.Concat(_modules.Select(static module => module + "\n"));

    private void Add(Dictionary<string, string> theme, int copy)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{copy}");
        var defined = theme.Values.SelectMany(static text => Definition().Matches(text)).Select(static match => KeyOf(match)).ToHashSet();
        foreach (var (name, text) in theme)
        {
            var own = Module().Replace(text, module => { _modules.Add(module.Value); return string.Empty; });
            own = Name().Replace(own, name => name.Groups["class"].Success || defined.Contains(KeyOf(name)) ? name.Value + suffix : name.Value) + "\n";
            _files[name].Append(own);
            Bytes += Encoding.UTF8.GetByteCount(own);
        }
    }

    // What a name means is told by "$", and for mixins and functions by where it stands; "_" is "-".
    private static string KeyOf(Match name) => name.Value.Replace("@function ", string.Empty, StringComparison.Ordinal).Replace("@mixin ", string.Empty, StringComparison.Ordinal).Replace('_', '-');

    // The samples' sources with what they import, each file once; what a sample does not have itself is left out.
    private static Dictionary<string, string> Flatten(string sample)
    {
        var brought = new HashSet<string>();
        var css = Path.Combine(sample, "css");
        return Sources.Where(source => File.Exists(Path.Combine(css, source))).ToDictionary(static source => source, source => Read(css, source, brought));
    }

    private static string Read(string css, string name, HashSet<string> brought) =>
        Import().Replace(File.ReadAllText(Path.Combine(css, name)), import => string.Join('\n', Quoted().Matches(import.Value).Select(quoted => Bring(css, quoted.Groups[1].Value, brought))));

    private static string Bring(string css, string name, HashSet<string> brought)
    {
        var file = Path.Combine(Path.GetDirectoryName(name)!, "_" + Path.GetFileNameWithoutExtension(name) + ".scss");
        return File.Exists(Path.Combine(css, file)) && brought.Add(file) ? Read(css, file, brought) : string.Empty;
    }

    [GeneratedRegex(@"(?<=^|;)\$[\w-]+(?=\s*:)|@mixin [\w-]+|@function [\w-]+", RegexOptions.Multiline)]
    private static partial Regex Definition();

    [GeneratedRegex(@"\$[\w-]+|(?<=@(mixin|include)\s+)[\w-]+|(?<![\w$.%#@-])[\w-]+(?=\()|(?<class>(?<![\w/)}])[.%][A-Za-z][\w-]*)")]
    private static partial Regex Name();

    [GeneratedRegex("""@import\s("[^"]*"|'[^']*'|[^;"'])*;""")]
    private static partial Regex Import();

    [GeneratedRegex("""["']([^"']+)["']""")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^@use [^;]*;", RegexOptions.Multiline)]
    private static partial Regex Module();
}
