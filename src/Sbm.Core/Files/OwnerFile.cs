using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Sbm.Core.Files;

/// <summary>
/// Exclusion by a file that says whose it is, for places where the system's locks do not work: it is created exclusively, deleted
/// by its owner, and taken over only if its owner is known to be dead, which can be known of a process of this machine alone.
/// </summary>
internal sealed class OwnerFile : IDisposable
{
    private readonly string _path;

    private OwnerFile(string path) => _path = path;

    /// <summary>Takes the file if nobody has it.</summary>
    /// <returns>Null if somebody has it, or may have it.</returns>
    internal static OwnerFile? TryTake(string path, string model)
    {
        if (TryCreate(path, model) is { } owner)
        {
            return owner;
        }

        if (Read(path) is not { } previous || !IsDead(previous))
        {
            return null;
        }

        // Of all that find the owner dead, one may delete its file: who makes the claim of that very owner. A claim can be made
        // again when it is gone, so the file is read again under it.
        var claim = $"{path}.{Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(previous)))[..16].ToLowerInvariant()}";
        if (TryCreate(claim, model) is not { } claimed)
        {
            return null;
        }

        using (claimed)
        {
            if (Read(path) == previous)
            {
                File.Delete(path);
            }
        }

        return TryCreate(path, model);
    }

    public void Dispose() => DurableFile.TryDelete(_path);

    private static OwnerFile? TryCreate(string path, string model)
    {
        try
        {
            using var file = FileOwnership.Of(model).Create(path).File;
            file.Write(Encoding.UTF8.GetBytes(Self()));
            return new OwnerFile(path);
        }
        catch (IOException) when (FileStatus.At(path) is not null || File.Exists(path))
        {
            return null;
        }
    }

    private static string? Read(string path)
    {
        try
        {
            using var file = UnixFile.OpenRegular(path, FileAccess.Read);
            Span<byte> text = stackalloc byte[512];
            return Encoding.UTF8.GetString(text[..RandomAccess.Read(file, text, 0)]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // machine, its start, process namespace, process, its start, and something that no other has
    private static string Self() =>
        $"{Machine()} {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)} {StartOf(Environment.ProcessId)} {Guid.NewGuid():N}";

    private static bool IsDead(string owner)
    {
        var words = owner.Split(' ');
        return words.Length == 6
            && string.Join(' ', words[..3]) == Machine()
            && !Machine().Contains('?', StringComparison.Ordinal)
            && int.TryParse(words[3], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            && StartOf(process) != words[4];
    }

    private static string Machine() =>
        $"{Environment.MachineName} {FirstLine("/proc/sys/kernel/random/boot_id")} {new FileInfo("/proc/self/ns/pid").LinkTarget ?? "?"}";

    // When a process began, in ticks since the machine did; "?" if there is none.
    private static string StartOf(int process)
    {
        var status = FirstLine(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
        var fields = status[(status.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 ? fields[19] : "?";
    }

    private static string FirstLine(string path)
    {
        try
        {
            return File.ReadLines(path).FirstOrDefault() ?? "?";
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return "?";
        }
    }
}
