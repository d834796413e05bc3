using Sbm.Core.Scss;

namespace Sbm.Core.Migration;

/// <summary>What the passes have to tell: for the report, the run's figures and the warning stream. Not thread-safe.</summary>
internal sealed class MigrationLog
{
    /// <summary>What was left as it is.</summary>
    internal List<MigrationWarning> Unconverted { get; } = [];

    /// <summary>What was taken out on purpose, by kind: imports, header, footer, …</summary>
    internal List<DroppedItem> Dropped { get; } = [];

    internal void Leave(ScssNode node, string message)
    {
        var (file, line, column) = PlaceOf(node);
        var warning = new MigrationWarning(file, line, column, message, node.Summary);
        if (!Unconverted.Contains(warning)) // one import may bring the same text into several outputs
        {
            Unconverted.Add(warning);
        }
    }

    internal void Drop(ScssNode node, string kind, string text)
    {
        var (file, line, _) = PlaceOf(node);
        Dropped.Add(new DroppedItem(kind, file, line, text));
    }

    private static (string File, int Line, int Column) PlaceOf(ScssNode node)
    {
        var (line, column) = node.Source?.PositionOf(node.Offset) ?? (0, 0);
        return (node.Source?.Name ?? string.Empty, line, column);
    }
}

/// <summary>Something that Site Builder does itself, or that only the legacy theme needed.</summary>
internal sealed record DroppedItem(string Kind, string File, int Line, string Text);
