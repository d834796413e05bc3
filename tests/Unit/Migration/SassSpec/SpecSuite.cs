using System.Text.RegularExpressions;

namespace Sbm.Unit.Migration.SassSpec;

/// <summary>The tests of a checkout of sass-spec: those in archives (<c>.hrx</c>) and those in folders. Immutable.</summary>
internal sealed partial class SpecSuite
{
    private static readonly string[] Extensions = [".scss", ".sass", ".css"];

    private readonly Dictionary<string, string> _files = [];

    private SpecSuite()
    {
    }

    /// <summary>Reads all files below <c>spec</c>.</summary>
    internal static SpecSuite Read(string checkout)
    {
        var suite = new SpecSuite();
        var root = Path.Combine(checkout, "spec");
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
            if (name.EndsWith(".hrx", StringComparison.Ordinal))
            {
                suite.AddArchive(name[..^".hrx".Length], File.ReadAllText(path));
            }
            else if (IsSheet(name))
            {
                suite._files[name] = File.ReadAllText(path);
            }
        }

        return suite;
    }

    /// <summary>How many tests are in the indented syntax, or have a style sheet in it.</summary>
    internal int Indented => _files.Keys.Count(static name => Path.GetFileName(name) == "input.sass") + All.Count(HasIndented);

    /// <summary>The tests in SCSS, by name.</summary>
    internal IEnumerable<SpecTest> Tests => All.Where(static test => !HasIndented(test));

    private IEnumerable<SpecTest> All => _files.Keys
        .Where(static name => !IsResult(Path.GetFileName(name)))
        .GroupBy(FolderOf)
        .Where(static test => test.Key is not null)
        .OrderBy(static test => test.Key, StringComparer.Ordinal)
        .Select(test => Test(test.Key!, test));

    private static bool HasIndented(SpecTest test) => test.Others.Keys.Any(static name => name.EndsWith(".sass", StringComparison.Ordinal));

    // The innermost folder around a file that has an input.
    private string? FolderOf(string name)
    {
        for (var end = name.LastIndexOf('/'); end > 0; end = name.LastIndexOf('/', end - 1))
        {
            if (_files.ContainsKey(name[..end] + "/input.scss"))
            {
                return name[..end];
            }
        }

        return null;
    }

    private SpecTest Test(string folder, IEnumerable<string> names)
    {
        var files = names.ToDictionary(name => name[(folder.Length + 1)..], name => _files[name]);
        files.Remove("input.scss", out var input);
        var shared = new Queue<string>([input!, .. files.Values]);
        while (shared.TryDequeue(out var text))
        {
            foreach (var load in Load().Matches(text).Select(static load => load.Groups[1].Value).Where(static load => load.Contains('/', StringComparison.Ordinal)))
            {
                foreach (var name in Candidates(load).Where(name => _files.ContainsKey(name) && files.TryAdd(name, _files[name])))
                {
                    shared.Enqueue(_files[name]);
                }
            }
        }

        return new SpecTest(folder, input!, files);
    }

    private static IEnumerable<string> Candidates(string load)
    {
        var slash = load.LastIndexOf('/');
        return Extensions.SelectMany(extension => new[] { $"{load}{extension}", $"{load[..slash]}/_{load[(slash + 1)..]}{extension}" });
    }

    // <===> path, then the file's text; without a path, a remark.
    private void AddArchive(string folder, string text)
    {
        var boundary = text[..(text.IndexOf('>', StringComparison.Ordinal) + 1)];
        foreach (var entry in ("\n" + text).Split("\n" + boundary).Skip(1))
        {
            var end = entry.IndexOf('\n', StringComparison.Ordinal);
            var name = (end < 0 ? entry : entry[..end]).Trim();
            if (IsSheet(name))
            {
                _files[$"{folder}/{name}"] = end < 0 ? string.Empty : entry[(end + 1)..];
            }
        }
    }

    private static bool IsSheet(string name) => Extensions.Contains(Path.GetExtension(name));

    private static bool IsResult(string name) => name.StartsWith("output", StringComparison.Ordinal) && name.EndsWith(".css", StringComparison.Ordinal);

    [GeneratedRegex("""["']([\w./-]+)["']""")]
    private static partial Regex Load();
}

/// <summary>A test: its style sheet, and others that it reads, by their path from it.</summary>
internal sealed record SpecTest(string Name, string Input, IReadOnlyDictionary<string, string> Others);
