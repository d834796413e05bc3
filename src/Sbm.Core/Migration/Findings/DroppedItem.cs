namespace Sbm.Core.Migration.Findings;

/// <summary>Something that Site Builder does itself, or that only the legacy theme needed.</summary>
internal sealed record DroppedItem(string Kind, string File, int Line, string Text);
