using System.Buffers;
using System.Text;
using System.Text.Json;
using Sbm.Core.Files;

namespace Sbm.Core.Settings;

/// <summary>
/// Changes <c>~/.sbm/config.json</c> on behalf of a user: validates first, then replaces the file as one, readable by its owner
/// alone. Comments and everything else that is not changed stay as they are.
/// </summary>
/// <param name="environment">Where the home directory is; the process's if null.</param>
public sealed class ConfigEditor(SettingEnvironment? environment = null)
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(5);
    private readonly SettingEnvironment _environment = environment ?? SettingEnvironment.OfProcess();

    /// <summary>Full path of the file, whether or not it exists.</summary>
    public string Path => ConfigPath();

    /// <summary>Sets and removes settings, all or none.</summary>
    /// <param name="changes">By setting: the text, or texts of a list, that it gets; null removes it.</param>
    /// <param name="isWritten">Whether to write, or only to see whether it could be done.</param>
    /// <exception cref="SbmException">
    /// <c>UnknownSetting</c>, <c>InvalidSetting</c>: a change makes no sense; <c>InvalidConfigFile</c>: what is there is none;
    /// <c>ConfigNotWritten</c>: the file cannot be written. Nothing is changed then.
    /// </exception>
    public void Apply(IReadOnlyDictionary<string, IReadOnlyList<string>?> changes, bool isWritten = true)
    {
        try
        {
            using var held = isWritten ? Lock() : null;
            var json = File.Exists(Path) ? FileKind.ReadAllBytes(Path) : Encoding.UTF8.GetBytes("{\n}\n");
            foreach (var (name, values) in changes)
            {
                json = Changed(json, name, values);
            }

            if (isWritten)
            {
                DurableFile.Replace(Path, FileOwnership.OfNew, file => file.Write(json));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SbmException(
                "ConfigNotWritten",
                $"The config file {Path} cannot be written: {e.Message.TrimEnd('.')}.",
                "See that you may write to the folder and that the disk has room.",
                Path,
                e);
        }
    }

    private WriteLock Lock()
    {
        PrivateFolder.Create(System.IO.Path.GetDirectoryName(Path)!);
        return WriteLock.Acquire(Path, LockTimeout, TimeProvider.System, CancellationToken.None)
            ?? throw new IOException("another process is writing it");
    }

    private byte[] Changed(byte[] json, string name, IReadOnlyList<string>? values)
    {
        var info = SettingInfo.Find(name) ?? throw new SbmException(
            "UnknownSetting", $"There is no setting {name}.", $"The settings are {string.Join(", ", SbmSettings.Names)}.", name);
        _ = ConfigFile.Parse(Path, json); // what is no config file is not edited
        var changed = Splice(json, info, values is null ? null : ValueOf(info, values));
        if (values is not null)
        {
            // As if it were read from there, and nowhere else.
            var alone = _environment with { Variable = static _ => null };
            if (new SbmSettings(null, alone, ConfigFile.Parse(Path, changed)).ReadAll().Single(reading => reading.Info == info).Fault is { } fault)
            {
                throw new SbmException(fault.ErrorId, fault.Message.Replace($" from {Path}", string.Empty, StringComparison.Ordinal), fault.RecommendedAction.Replace($" Correct {Path}.", string.Empty, StringComparison.Ordinal), info.Name);
            }
        }

        return changed;
    }

    private static byte[] ValueOf(SettingInfo info, IReadOnlyList<string> values)
    {
        var value = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(value, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        if (info.IsList)
        {
            json.WriteStartArray();
            foreach (var item in values)
            {
                json.WriteStringValue(item);
            }

            json.WriteEndArray();
        }
        else
        {
            json.WriteStringValue(values is [var single]
                ? single
                : throw new SbmException("InvalidSetting", $"The setting {info.Name} takes one value, and not {values.Count}.", "Give one value.", info.Name));
        }

        json.Flush();
        return value.WrittenSpan.ToArray();
    }

    // The file's own bytes with one property's value replaced, added behind the last, or cut out. A comma that is left over at
    // the end is allowed in this file.
    private static byte[] Splice(byte[] json, SettingInfo info, byte[]? value)
    {
        var mark = json.AsSpan().StartsWith(ConfigFile.Utf8Mark) ? ConfigFile.Utf8Mark.Length : 0;
        var reader = new Utf8JsonReader(json.AsSpan(mark), new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        reader.Read();
        var end = mark + (int)reader.BytesConsumed; // of the last property so far
        var isEmpty = true;
        var cuts = new List<(int Start, int ValueStart, int End)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = string.Equals(reader.GetString(), info.Name, StringComparison.OrdinalIgnoreCase);
            var start = mark + (int)reader.TokenStartIndex;
            reader.Read();
            var valueStart = mark + (int)reader.TokenStartIndex;
            reader.Skip();
            (end, isEmpty) = (mark + (int)reader.BytesConsumed, false);
            if (isWanted)
            {
                cuts.Add((start, valueStart, end));
            }
        }

        if (value is not null && cuts is [.., var last])
        {
            return [.. json[..last.ValueStart], .. value, .. json[last.End..]]; // of several the last counts
        }

        if (value is not null)
        {
            return [.. json[..end], .. Encoding.UTF8.GetBytes($"{(isEmpty ? string.Empty : ",")}\n  \"{info.Name}\": "), .. value, .. json[end..]];
        }

        foreach (var cut in Enumerable.Reverse(cuts))
        {
            var rest = json[cut.End..];
            var comma = Array.FindIndex(rest, static c => c is not ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'));
            var before = json[..cut.Start].AsSpan().TrimEnd(" \t\r\n"u8);
            json = rest[comma] == ',' ? [.. before, .. rest[(comma + 1)..]] : [.. before.TrimEnd((byte)','), .. rest];
        }

        return json;
    }

    // The file itself where the path is a link, as people who keep such files elsewhere have it.
    private string ConfigPath()
    {
        var path = new SbmSettings(null, _environment).ConfigPath;
        return new FileInfo(path).LinkTarget is null ? path : File.ResolveLinkTarget(path, returnFinalTarget: true)!.FullName;
    }
}
