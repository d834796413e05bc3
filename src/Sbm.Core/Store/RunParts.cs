using System.Collections.Concurrent;

namespace Sbm.Core.Store;

/// <summary>Shares out work on very many runs among the processors.</summary>
internal static class RunParts
{
    private const int Size = 1_000; // fewer are done sooner than handed over

    /// <summary>Does the work for all of <paramref name="count"/> runs, or until a part of it fails.</summary>
    /// <param name="count">How many runs there are.</param>
    /// <param name="work">
    /// Does it for the runs from one index up to, but without, another; false if that fails. May be called from several threads
    /// at once; must not throw.
    /// </param>
    /// <returns>Whether no part failed.</returns>
    internal static bool All(int count, Func<int, int, bool> work)
    {
        if (count <= Size)
        {
            return work(0, count);
        }

        return Parallel.ForEach(Partitioner.Create(0, count, Size), (part, loop) =>
        {
            if (!work(part.Item1, part.Item2))
            {
                loop.Stop();
            }
        }).IsCompleted;
    }
}
