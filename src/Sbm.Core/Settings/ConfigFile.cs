using System.Text.Json;
using Sbm.Core.Files;

namespace Sbm.Core.Settings;

/// <summary>
/// The settings written down in <c>~/.sbm/config.json</c>: one JSON object, names in any case, values as strings, numbers,
/// true and false, or lists of strings. Comments and trailing commas are allowed, since people write it. Immutable.
/// </summary>
internal sealed class ConfigFile
{
    private readonly Dictionary<string, JsonElement> _values;

    private ConfigFile(string path, Dictionary<string, JsonElement> values, string? warning)
    {
        Path = path;
        _values = values;
        Warning = warning;
    }

    internal string Path { get; }

    /// <summary>Something about the file that a user should mend but that stops nothing; null if there is nothing.</summary>
    internal string? Warning { get; }

    internal IEnumerable<string> Names => _values.Keys;

    /// <summary>Reads the file; null if there is none.</summary>
    /// <exception cref="SbmException"><c>InvalidConfigFile</c>: it cannot be read, or is not a JSON object.</exception>
    internal static ConfigFile? Read(string path)
    {
        try
        {
            return File.Exists(path) ? Parse(path, FileKind.ReadAllBytes(path), WarningAbout(path)) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Invalid(path, $"it cannot be read ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <summary>The same from what the file holds, or is to hold.</summary>
    /// <exception cref="SbmException"><c>InvalidConfigFile</c>: it is not a JSON object.</exception>
    internal static ConfigFile Parse(string path, ReadOnlyMemory<byte> json, string? warning = null)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.OrdinalIgnoreCase);
        try
        {
            using var document = JsonDocument.Parse(json.Span.StartsWith(Utf8Mark) ? json[Utf8Mark.Length..] : json, ParseOptions);
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw Invalid(path, "it is not a JSON object", null);
            }

            foreach (var property in document.RootElement.EnumerateObject())
            {
                values[property.Name] = property.Value.Clone();
            }

            return new ConfigFile(path, values, warning);
        }
        catch (JsonException e)
        {
            throw Invalid(path, $"it is not JSON (line {e.LineNumber + 1})", e);
        }
    }

    internal static ReadOnlySpan<byte> Utf8Mark => [0xEF, 0xBB, 0xBF]; // some editors begin a file with it

    /// <summary>The setting as text, or null where the file does not have it.</summary>
    /// <exception cref="SbmException"><c>InvalidSetting</c>: the value is an object, a list or null.</exception>
    internal SettingText? Find(SettingInfo info)
    {
        var name = info.Name;
        if (!_values.TryGetValue(name, out var value))
        {
            return null;
        }

        var found = new SettingText(name, string.Empty, SettingSource.ConfigFile, Path);
        return value.ValueKind switch
        {
            JsonValueKind.String => found with { Text = value.GetString()! },
            JsonValueKind.Array when info.IsList => found with { Items = Items(value, found) },
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => found with { Text = value.GetRawText() },
            var kind => throw found.NotUnderstood(
                $"it is {Described(kind)}", "a value of its own: text, a number, true or false; remove the name to unset it"),
        };
    }

    private static List<string> Items(JsonElement list, SettingText found) => list.EnumerateArray()
        .Select(item => item.ValueKind == JsonValueKind.String
            ? item.GetString()!
            : throw found.NotUnderstood($"it holds {Described(item.ValueKind)}", "a list of texts"))
        .ToList();

    /// <summary>The error for names that mean nothing here, which are most often misspelt.</summary>
    internal SbmException Unknown(IEnumerable<string> unknown, IEnumerable<string> known) => new(
        "UnknownSetting",
        $"The config file {Path} has settings that Sbm does not know: {string.Join(", ", unknown)}.",
        $"Correct or remove them. The settings are {string.Join(", ", known)}.",
        Path);

    private static readonly JsonDocumentOptions ParseOptions = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
    };

    private static string? WarningAbout(string path) =>
        !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & UnixFileMode.OtherRead) != 0
            ? $"The config file {path} can be read by every user of this machine, and it may hold an API key. Run: chmod 600 '{path}'"
            : null;

    private static string Described(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    private static SbmException Invalid(string path, string fault, Exception? inner) => new(
        "InvalidConfigFile",
        $"The config file {path} cannot be used: {fault}.",
        "Correct it or move it away. Expected is one JSON object, for example { \"DatabaseUrl\": \"https://NAME.firebaseio.com\" }.",
        path,
        inner);
}
