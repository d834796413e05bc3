namespace Sbm.Core.Scss;

/// <summary>Where the parts of <c>name: value !flags</c> stand in the text of a statement or prelude.</summary>
/// <param name="Name">The property or variable, as written.</param>
/// <param name="ValueStart">The offset of the value.</param>
/// <param name="ValueEnd">The offset after the value, before flags.</param>
/// <param name="IsDefault">Whether it has <c>!default</c>.</param>
/// <param name="IsGlobal">Whether it has <c>!global</c>.</param>
internal readonly record struct ScssDeclaration(string Name, int ValueStart, int ValueEnd, bool IsDefault, bool IsGlobal)
{
    /// <summary>Reads a text that ends before the semicolon.</summary>
    /// <returns>Null if there is no colon outside strings, parentheses and interpolation.</returns>
    internal static ScssDeclaration? Read(string text)
    {
        var colon = IndexOfColon(text);
        if (colon <= 0)
        {
            return null;
        }

        var start = colon + 1;
        while (start < text.Length && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        var end = text.AsSpan().TrimEnd().Length;
        bool isDefault = false, isGlobal = false;
        while (RemoveFlag("default", ref isDefault) || RemoveFlag("global", ref isGlobal))
        {
        }

        return new ScssDeclaration(NameIn(text[..colon]), start, Math.Max(start, end), isDefault, isGlobal);

        bool RemoveFlag(string name, ref bool isSet)
        {
            var value = text.AsSpan(start, Math.Max(0, end - start));
            if (!value.EndsWith(name, StringComparison.Ordinal) || !value[..^name.Length].TrimEnd().EndsWith("!"))
            {
                return false;
            }

            end = start + value[..^name.Length].TrimEnd()[..^1].TrimEnd().Length;
            return isSet = true;
        }
    }

    // Without the comments that may stand between it and the colon.
    private static string NameIn(string text)
    {
        var comment = text.IndexOf("/*", StringComparison.Ordinal);
        return (comment < 0 ? text : text[..comment]).Trim();
    }

    private static int IndexOfColon(string text)
    {
        for (var i = 0; i < text.Length; i = ScssList.EndOfPiece(text, i))
        {
            if (text[i] == ':')
            {
                return i;
            }
        }

        return -1;
    }
}
