using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Sbm.Core.Files;
using Sbm.Core.Settings;

namespace Sbm.Core.Team;

/// <summary>
/// The local copy of the team's <c>/slugs</c>: who has migrated which theme, as the last sync found it. It is asked without any
/// network. A file for each database in <c>~/.sbm/sync</c>; the time of its last write is the copy's age.
/// </summary>
public sealed class TeamSlugs
{
    /// <summary>So many themes are kept; of more, those migrated last.</summary>
    internal const int MaxSlugs = 20_000;
    private readonly string _path;

    internal TeamSlugs(string stateDirectory, string destination) => _path = Path.Combine(
        stateDirectory, "sync", $"slugs-{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(destination)))[..16].ToLowerInvariant()}.json");

    /// <summary>The copy for the database that is configured; null if none is, or its setting is wrong.</summary>
    public static TeamSlugs? Of(SbmSettings settings)
    {
        try
        {
            return settings.Destination is { } destination ? new TeamSlugs(settings.StateDirectory, destination.ToString()) : null;
        }
        catch (SbmException)
        {
            return null; // who syncs is told
        }
    }

    /// <summary>When the copy was last found to be right; null if there is none.</summary>
    public DateTimeOffset? CopiedAt => File.Exists(_path) ? new DateTimeOffset(File.GetLastWriteTimeUtc(_path), TimeSpan.Zero) : null;

    internal long Length => new FileInfo(_path) is { Exists: true } file ? file.Length : 0;

    /// <summary>Who has migrated a theme; null if nobody is known to have. Never throws.</summary>
    public SlugMigration? Find(string slug)
    {
        try
        {
            if (!File.Exists(_path))
            {
                return null;
            }

            var json = FileKind.ReadAllBytes(_path);
            var key = Encoding.UTF8.GetBytes(FirebaseKey.Legal(slug));
            var reader = new Utf8JsonReader(json);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isWanted = reader.ValueTextEquals(key);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isWanted)
                {
                    return SlugMigration.Read(json.AsSpan(start..(int)reader.BytesConsumed));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            // The next sync makes it anew.
        }

        return null;
    }

    /// <summary>Replaces the copy; one that says the same is only marked as fresh.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    internal void Replace(IReadOnlyDictionary<string, SlugMigration> slugs, DateTimeOffset now)
    {
        var content = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            foreach (var (key, migration) in slugs.OrderByDescending(static pair => pair.Value.At).Take(MaxSlugs))
            {
                json.WritePropertyName(key);
                migration.Write(json);
            }

            json.WriteEndObject();
        }

        if (!File.Exists(_path) || !FileKind.ReadAllBytes(_path).AsSpan().SequenceEqual(content.WrittenSpan))
        {
            PrivateFolder.Create(Path.GetDirectoryName(_path)!);
            DurableFile.Replace(_path, FileOwnership.OfNew, file => file.Write(content.WrittenSpan));
        }

        File.SetLastWriteTimeUtc(_path, now.UtcDateTime);
    }
}
