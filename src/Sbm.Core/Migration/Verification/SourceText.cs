using System.Text;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Verification;

/// <summary>
/// Writes a tree that nodes were taken out of as SCSS for the compiler: every statement on its line. Comments that reach CSS stay, since an
/// at-rule with nothing but a comment in it is one to Sass, around which it orders rules.
/// </summary>
internal static class SourceText
{
    internal static string Of(IEnumerable<ScssNode> nodes)
    {
        var text = new StringBuilder();
        Write(text, nodes);
        return text.ToString();
    }

    private static void Write(StringBuilder text, IEnumerable<ScssNode> nodes)
    {
        foreach (var node in nodes)
        {
            switch (node)
            {
                case ScssComment { IsLine: false } comment:
                    text.Append(comment.Text).Append('\n');
                    break;
                case ScssStatement { Text.Length: > 0 } statement:
                    text.Append(statement.Text).Append(";\n");
                    break;
                case ScssBlock block:
                    text.Append(block.Prelude).Append("\n{\n"); // the prelude may end in a line comment
                    Write(text, block.Children);
                    text.Append("}\n");
                    break;
            }
        }
    }
}
