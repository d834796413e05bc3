using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Rule 3. Calls of the common theme's mixins become what they write; those of the theme's own stay.</summary>
internal sealed class MixinPass(ThemeVariables variables, ThemeDefinitions definitions, MigrationLog log) : ScopedPass(variables, definitions, log)
{
    protected override IReadOnlyList<ScssNode>? ConvertStatement(ScssStatement statement) => Expand(statement, statement.Text, content: null);

    protected override void ConvertPrelude(ScssBlock block)
    {
    }

    protected override IReadOnlyList<ScssNode>? ReplaceBlock(ScssBlock block) => Expand(block, block.Prelude, block.Children);

    private List<ScssNode>? Expand(ScssNode call, string text, List<ScssNode>? content)
    {
        if (SassDirective.Read(text) is not { Name: "include" } directive)
        {
            return null;
        }

        var name = directive.Target;
        if (Definitions.IsMixin(name))
        {
            return Definitions.IsUnconvertible("@mixin " + name) ? throw new NotConvertibleException($"the mixin '{name}' was not converted") : null;
        }

        if (CommonMixin.Find(name) is not { } mixin)
        {
            throw new NotConvertibleException($"the mixin '{name}' is not known");
        }

        if (mixin.IsDropped)
        {
            Log.Drop(call, "mixins that Site Builder replaces", call.Summary);
            return [];
        }

        var expanded = MixinExpansion.Expand(mixin, ReadArguments(mixin, text, directive.RestStart), call, content);
        Log.CountMixin(name);
        return expanded;
    }

    private MixinArguments ReadArguments(CommonMixin mixin, string text, int start)
    {
        IReadOnlyList<Argument> arguments = [];
        var end = start;
        if (start < text.Length && text[start] == '(')
        {
            (arguments, end) = SassExpressionReader.ReadArguments(text, start, text.Length)
                ?? throw new NotConvertibleException($"the arguments of the mixin '{mixin.Name}' cannot be read");
        }

        return text.AsSpan(end).Trim().Length == 0
            ? new MixinArguments(mixin, text, arguments, Scope, Definitions)
            : throw new NotConvertibleException($"the mixin '{mixin.Name}' is called in a way that is not known");
    }
}
