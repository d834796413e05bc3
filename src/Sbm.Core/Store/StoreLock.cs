namespace Sbm.Core.Store;

/// <summary>
/// The exclusive right to write a store, among all processes and threads: a file beside the store, opened exclusively. The
/// system releases it when its process dies. The file is never deleted, or two writers could hold different files.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(10);

    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

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

    private static FileStream? TryOpen(string storePath)
    {
        var path = storePath + ".lock";
        try
        {
            if (File.Exists(path))
            {
                return new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
            }

            var options = new FileStreamOptions
            {
                Mode = FileMode.OpenOrCreate,
                Access = FileAccess.ReadWrite,
                Share = FileShare.None,
                BufferSize = 0,
            };
            var ownership = FileOwnership.Of(storePath);
            ownership.ApplyTo(options);
            var file = new FileStream(path, options);
            ownership.ApplyTo(path);
            return file;
        }
        catch (FileNotFoundException)
        {
            return null; // someone cleared it away between our two looks
        }
        catch (IOException error) when (FileErrors.IsHeldByAnother(error))
        {
            return null;
        }
    }
}
