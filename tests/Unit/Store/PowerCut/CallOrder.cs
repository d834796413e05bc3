namespace Sbm.Unit.Store.PowerCut;

/// <summary>What must come before what in a trace.</summary>
internal static class CallOrder
{
    /// <summary>
    /// Nothing is promised while a file written before is not flushed, nothing renamed before it is flushed, no spilled run removed
    /// while the store is not flushed, and a folder's changes, new folders among them, are flushed before anything is promised.
    /// </summary>
    internal static void Check(IEnumerable<Step> steps)
    {
        var unflushed = new HashSet<string>();
        var changedFolders = new HashSet<string>();
        foreach (var step in steps)
        {
            var folder = step.Kind == StepKind.Say ? string.Empty : Path.GetDirectoryName(step.Path)!;
            switch (step.Kind)
            {
                case StepKind.Create when !IsPassing(step.Path):
                    changedFolders.Add(folder);
                    break;
                case StepKind.Write or StepKind.Resize:
                    unflushed.Add(step.Path);
                    break;
                case StepKind.Flush:
                    unflushed.Remove(step.Path);
                    break;
                case StepKind.FlushFolder:
                    changedFolders.Remove(step.Path);
                    break;
                case StepKind.Rename:
                    Assert.True(step.IsFlushed, $"{step.Path} is renamed before it is flushed.");
                    unflushed.RemoveWhere(path => path.StartsWith(step.Path + ".", StringComparison.Ordinal));
                    changedFolders.Add(folder);
                    break;
                case StepKind.Remove when folder.EndsWith(".spill", StringComparison.Ordinal) && step.Path.EndsWith(".json", StringComparison.Ordinal):
                    Assert.True(unflushed.Count == 0 && changedFolders.Count == 0, $"{step.Path} is removed before {Join(unflushed, changedFolders)} is flushed.");
                    break;
                case StepKind.Remove:
                    unflushed.Remove(step.Path);
                    break;
                case StepKind.Say when !step.Path.StartsWith("changing", StringComparison.Ordinal) && !step.Path.StartsWith("failed", StringComparison.Ordinal):
                    Assert.True(unflushed.Count == 0 && changedFolders.Count == 0, $"'{step.Path.TrimEnd()}' is said before {Join(unflushed, changedFolders)} is flushed.");
                    break;
                default:
                    break;
            }
        }
    }

    // A temporary file counts under the name that it gets; a lock holds nothing.
    private static bool IsPassing(string path) => path.EndsWith(".tmp", StringComparison.Ordinal) || path.EndsWith(".lock", StringComparison.Ordinal);

    private static string Join(HashSet<string> files, HashSet<string> folders) => string.Join(", ", files.Concat(folders));
}
