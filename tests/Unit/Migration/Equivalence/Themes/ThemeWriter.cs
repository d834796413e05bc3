using System.Text;

namespace Sbm.Unit.Migration.Equivalence.Themes;

/// <summary>The text of a file, indented as careless people do.</summary>
internal sealed class ThemeWriter(Dice dice)
{
    private readonly StringBuilder _text = new();
    private int _depth;

    internal void Line(string line)
    {
        _text.Append(' ', _depth * dice.OneOf([2, 2, 2, 4])).Append(line).Append('\n');
        if (dice.Chance(8))
        {
            _text.Append(dice.OneOf("\n", "\n\n", "  \n"));
        }
    }

    internal void Block(string head, Action body)
    {
        Line(head + dice.OneOf(" {", " {", "{", "\n{"));
        _depth++;
        body();
        _depth--;
        Line("}");
    }

    public override string ToString() => _text.ToString();
}
