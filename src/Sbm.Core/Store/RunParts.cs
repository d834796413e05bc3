using System.Runtime.ExceptionServices;

namespace Sbm.Core.Store;

/// <summary>
/// Work on very many runs, shared out among the processors. The calling thread takes part after part as well, and waits for
/// parts that another has begun, never for a thread to become free: the store's lock may be held meanwhile.
/// </summary>
internal sealed class RunParts
{
    private const int Size = 1_000; // fewer are done sooner than handed over
    private readonly int _runs;
    private readonly int _parts;
    private readonly Func<int, int, bool> _work;
    private readonly TaskCompletionSource _done = new();
    private int _taken;
    private int _left;
    private volatile bool _hasFailed;
    private volatile ExceptionDispatchInfo? _error;

    private RunParts(int runs, Func<int, int, bool> work)
    {
        (_runs, _work) = (runs, work);
        _left = _parts = (runs + Size - 1) / Size;
    }

    /// <summary>Does the work for all of <paramref name="count"/> runs, or until a part of it fails.</summary>
    /// <param name="count">How many runs there are.</param>
    /// <param name="work">
    /// Does it for the runs from one index up to, but without, another; false if that fails. May be called from several threads
    /// at once. What it throws is thrown here.
    /// </param>
    /// <returns>Whether no part failed.</returns>
    internal static bool All(int count, Func<int, int, bool> work)
    {
        if (count <= Size)
        {
            return work(0, count);
        }

        var parts = new RunParts(count, work);
        for (var helper = 1; helper < Environment.ProcessorCount; helper++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static parts => parts.TakeParts(), parts, preferLocal: false);
        }

        parts.TakeParts();
        parts._done.Task.Wait();
        parts._error?.Throw();
        return !parts._hasFailed;
    }

    private void TakeParts()
    {
        for (var part = Interlocked.Increment(ref _taken) - 1; part < _parts; part = Interlocked.Increment(ref _taken) - 1)
        {
            try
            {
                if (!_hasFailed && !_work(part * Size, Math.Min(_runs, (part + 1) * Size)))
                {
                    _hasFailed = true;
                }
            }
            catch (Exception error)
            {
                _error = ExceptionDispatchInfo.Capture(error);
                _hasFailed = true;
            }

            if (Interlocked.Decrement(ref _left) == 0)
            {
                _done.SetResult();
            }
        }
    }
}
