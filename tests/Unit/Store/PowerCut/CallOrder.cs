namespace Sbm.Unit.Store.PowerCut;

/// <summary>What must come before what in a trace.</summary>
internal static class CallOrder
{
    /// <summary>
    /// Nothing is said while a file written before is not flushed, nothing renamed before it is flushed, no spilled run removed
    /// while the store is not flushed, and a folder's changes are flushed before anything about them is said.
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
                case StepKind.Say:
                    Assert.True(unflushed.Count == 0 && changedFolders.Count == 0, $"'{step.Path.TrimEnd()}' is said before {Join(unflushed, changedFolders)} is flushed.");
                    break;
                default:
                    break;
            }
        }
    }

    private static string Join(HashSet<string> files, HashSet<string> folders) => string.Join(", ", files.Concat(folders));
}
