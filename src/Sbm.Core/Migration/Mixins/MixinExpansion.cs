using System.Text;
using Sbm.Core.Migration.Statements;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Mixins;

/// <summary>Makes the statements that take the place of a call of a common mixin.</summary>
internal static class MixinExpansion
{
    /// <param name="mixin">The mixin.</param>
    /// <param name="arguments">Those of the call.</param>
    /// <param name="call">Where it is called: messages about the statements name this place.</param>
    /// <param name="content">The block that the call gives; null without one.</param>
    /// <exception cref="NotConvertibleException"/>
    internal static List<ScssNode> Expand(CommonMixin mixin, MixinArguments arguments, ScssNode call, List<ScssNode>? content)
    {
        var nodes = Read(mixin, Fill(mixin.Template, arguments));
        foreach (var node in nodes)
        {
            PlaceAt(node, call);
        }

        var takesContent = false;
        var expanded = Splice(nodes, content ?? [], isTopLevel: true, ref takesContent);
        if (content is not null && !takesContent)
        {
            throw new NotConvertibleException($"the mixin '{mixin.Name}' takes no block");
        }

        if (expanded.Count > 0)
        {
            expanded[0].Leading = call.Leading;
        }

        return expanded;
    }

    // Puts arguments in the place of parameters, and computed statements in the place of those that ask for them.
    private static string Fill(string template, MixinArguments arguments)
    {
        var filled = new StringBuilder(template.Length);
        for (var i = 0; i < template.Length;)
        {
            if (template[i] == '$')
            {
                var end = ScssText.EndOfName(template, i + 1);
                var name = SassName.Unify(template[(i + 1)..end]);
                filled.Append(arguments.Has(name) ? arguments.Text(name) : template[i..end]);
                i = end;
            }
            else if (ScssText.IsInterpolation(template, i) && InterpolatedAt(template, i) is { } plain && arguments.Has(plain.Name))
            {
                filled.Append(arguments.Plain(plain.Name));
                i = plain.End;
            }
            else if (string.CompareOrdinal(template, i, CommonMixin.Computed, 0, CommonMixin.Computed.Length) == 0)
            {
                var end = template.IndexOf(';', i);
                filled.Append(ComputedMixins.Compute(template[(i + CommonMixin.Computed.Length)..end], arguments));
                i = end + 1;
            }
            else
            {
                filled.Append(template[i++]);
            }
        }

        return filled.ToString();
    }

    // "#{$name}"
    private static (string Name, int End)? InterpolatedAt(string template, int at)
    {
        var end = ScssText.EndOfName(template, at + 3);
        return template.AsSpan(at + 2).StartsWith("$") && end < template.Length && template[end] == '}' ? (SassName.Unify(template[(at + 3)..end]), end + 1) : null;
    }

    private static List<ScssNode> Read(CommonMixin mixin, string text)
    {
        try
        {
            return ScssReader.Read(new ScssSource(mixin.Name, text)).Children;
        }
        catch (SbmException)
        {
            throw new NotConvertibleException($"the arguments of the mixin '{mixin.Name}' cannot be read");
        }
    }

    private static void PlaceAt(ScssNode node, ScssNode call)
    {
        node.PlaceAt(call);
        node.Leading = "\n";
        foreach (var child in (node as ScssBlock)?.Children ?? [])
        {
            PlaceAt(child, call);
        }
    }

    private static List<ScssNode> Splice(List<ScssNode> nodes, List<ScssNode> content, bool isTopLevel, ref bool takesContent)
    {
        var spliced = new List<ScssNode>(nodes.Count);
        foreach (var node in nodes)
        {
            if (node is ScssStatement statement && SassDirective.Read(statement.Text)?.Name == "content")
            {
                takesContent = true;
                spliced.AddRange(isTopLevel && content.Exists(static child => VariableAssignment.Read(child) is not null) ? [InScope(content)] : content);
                continue;
            }

            if (node is ScssBlock block)
            {
                var children = Splice(block.Children, content, isTopLevel: false, ref takesContent);
                block.Children.Clear();
                block.Children.AddRange(children);
            }

            spliced.Add(node);
        }

        return spliced;
    }

    // Without a block around it, the variables of a content block would be seen behind it.
    private static ScssBlock InScope(List<ScssNode> content) => new() { Leading = "\n", Prelude = "@if true", Children = content };
}
