using System.Security.Cryptography;
using System.Text;
using Sbm.Core.Files;
using Sbm.Core.Settings;

namespace Sbm.Core.Sync;

/// <summary>
/// Where the files of a store's syncs lie: beside the store, or in the user's state directory where that folder cannot be written.
/// </summary>
/// <param name="storePath">Full path of the store itself, links resolved.</param>
/// <param name="stateDirectory">The user's state directory.</param>
internal sealed class SyncFiles(string storePath, string stateDirectory)
{
    private readonly string _elsewhere = Path.Combine(
        stateDirectory, "sync", Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(storePath)))[..16].ToLowerInvariant());

    /// <summary>Of the store in this user's own state directory.</summary>
    internal static SyncFiles Of(string storePath) => new(storePath, SettingEnvironment.LastResort);

    internal string StorePath => storePath;

    /// <summary>The lease, in the order in which the places are tried.</summary>
    internal IReadOnlyList<string> LeasePaths => [storePath + ".sync.lock", _elsewhere + ".lock"];

    /// <summary>What was confirmed and could not be written into the store.</summary>
    internal string KeptResultsPath => _elsewhere + ".confirmed";

    private IReadOnlyList<string> InfoPaths => [storePath + ".sync.info", _elsewhere + ".info"];

    /// <summary>Reads what syncs tell each other; nothing if there is none or it cannot be read.</summary>
    internal SyncInfo ReadInfo()
    {
        var infos = InfoPaths.Select(TryRead).OfType<byte[]>().Select(static bytes => SyncInfo.Parse(bytes)).ToList();
        return infos switch
        {
            [] => SyncInfo.Nothing,
            [var info] => info,
            _ => infos.MaxBy(static info => info.Offline.Select(static stamp => stamp.Until).Append(info.Holder?.Since ?? default).Max())!,
        };
    }

    /// <summary>Replaces it, by rename and without waiting for the device. The holder of the lease alone may.</summary>
    /// <exception cref="IOException">There is no place for it; nothing but a pause is lost.</exception>
    /// <exception cref="UnauthorizedAccessException">The same.</exception>
    internal void WriteInfo(SyncInfo info)
    {
        var content = info.ToUtf8();
        try
        {
            Write(InfoPaths[0], content);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            PrivateFolder.Create(Path.GetDirectoryName(_elsewhere)!);
            Write(InfoPaths[1], content);
        }
    }

    // Whoever may use the store may know why it is not synced. Not flushed: what a power cut tears is none.
    private void Write(string path, byte[] content)
    {
        var temporary = DurableFile.TemporaryFor(path);
        DurableFile.RemoveTemporary(path);
        try
        {
            using (var file = FileOwnership.Of(storePath).Create(temporary).File)
            {
                file.Write(content);
            }

            DurableFile.Rename(temporary, path);
        }
        catch
        {
            DurableFile.TryDelete(temporary);
            throw;
        }
    }

    private static byte[]? TryRead(string path)
    {
        try
        {
            return new FileInfo(path) is { Exists: true, Length: < 64 * 1024 } ? FileKind.ReadAllBytes(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
