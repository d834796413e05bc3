using Microsoft.Win32.SafeHandles;

namespace Sbm.Core.Store;

/// <summary>
/// The exclusive right to write a store, among all processes and threads: a file beside the store, opened exclusively. The
/// system releases it when its process dies. The file is never deleted, or two writers could hold different files.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    private readonly SafeFileHandle _file;

    private StoreLock(SafeFileHandle file) => _file = file;

    /// <summary>Waits for the lock of <paramref name="storePath"/> for at most <paramref name="timeout"/>.</summary>
    /// <returns>Null if somebody else kept it all that time, or <paramref name="cancel"/> was asked for.</returns>
    /// <exception cref="IOException">The lock file cannot be made or opened.</exception>
    /// <exception cref="UnauthorizedAccessException">The same, for want of permission.</exception>
    internal static StoreLock? Acquire(string storePath, TimeSpan timeout, TimeProvider time, CancellationToken cancel)
    {
        var start = time.GetTimestamp();
        while (true)
        {
            if (TryOpen(storePath) is { } file)
            {
                return new StoreLock(file);
            }

            if (cancel.IsCancellationRequested || time.GetElapsedTime(start) >= timeout)
            {
                return null;
            }

            // Jittered, so that many waiting writers do not knock all at once.
            cancel.WaitHandle.WaitOne(TimeSpan.FromMilliseconds(1 + (Random.Shared.NextDouble() * LongestPause.TotalMilliseconds)));
        }
    }

    public void Dispose() => _file.Dispose();

    private static SafeFileHandle? TryOpen(string storePath)
    {
        var path = storePath + ".lock";
        try
        {
            return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        }
        catch (FileNotFoundException)
        {
            Create(storePath, path);
            return TryOpen(storePath);
        }
        catch (IOException error) when (FileErrors.IsHeldByAnother(error))
        {
            return null;
        }
    }

    private static void Create(string storePath, string path)
    {
        try
        {
            var ownership = FileOwnership.Of(storePath);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            ownership.ApplyTo(options);
            new FileStream(path, options).Dispose();
            ownership.ApplyTo(path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Somebody else has made it meanwhile.
        }
    }
}
