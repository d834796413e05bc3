namespace Sbm;

/// <summary>A file that was put back or removed when a run was undone.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Action"><c>Restored</c>: as it was before the run. <c>Removed</c>: the run had created it.</param>
public sealed record UndoneFile(string Path, string Action);
