using System.Text.Json;
using System.Text.Unicode;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>Tells which of some runs a store holds. A run counts only if its line was parsed: an id alone may stand in a torn one.</summary>
internal static class StoredRuns
{
    /// <summary>The ids, of those asked for, of which the store has the run, whole.</summary>
    /// <param name="content">The store; its runs need not have been parsed.</param>
    /// <param name="ids">Which runs.</param>
    /// <param name="isTorn">Whether the line of one of them is not whole.</param>
    internal static HashSet<string> Find(StoreContent content, IReadOnlySet<string> ids, out bool isTorn)
    {
        var found = new HashSet<string>();
        isTorn = false;
        foreach (var run in content.Runs)
        {
            try
            {
                if (RunIdentity.TryOfLine(run.Span) is { } id && ids.Contains(id))
                {
                    if (!Utf8.IsValid(run.Span) || RunJson.Read(run.Span)?.Id != id)
                    {
                        isTorn = true;
                    }

                    found.Add(id);
                }
            }
            catch (JsonException)
            {
                isTorn = true;
            }
        }

        return found;
    }
}
