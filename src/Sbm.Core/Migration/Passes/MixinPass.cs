using Sbm.Core.Migration.Findings;
using Sbm.Core.Migration.Mixins;
using Sbm.Core.Migration.Scopes;
using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Rule 3. Calls of the common theme's mixins become what they write; those of the theme's own stay.</summary>
internal sealed class MixinPass(ThemeVariables variables, ThemeDefinitions definitions, MixinTable mixins, MigrationLog log) : ScopedPass(variables, definitions, log)
{
    // Mixins of a table may call others; one that calls itself has no end.
    private const int DeepestCall = 16;

    private int _depth;

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
        if (SassModules.IsMixin(name))
        {
            return null;
        }

        if (Definitions.IsMixin(name))
        {
            return Definitions.IsUnconvertible("@mixin " + name) ? throw new NotConvertibleException($"the mixin '{name}' was not converted") : null;
        }

        if (mixins.Find(name) is not { } forms)
        {
            throw new NotConvertibleException($"the mixin '{name}' is not known");
        }

        var (mixin, arguments) = Fit(forms, text, ReadArguments(name, text, directive.RestStart));
        var expanded = MixinExpansion.Expand(mixin, arguments, call, content);
        Log.CountMixin(name);
        if (mixin.Template.Contains("@include", StringComparison.Ordinal))
        {
            ExpandNested(name, expanded);
        }

        return expanded;
    }

    private void ExpandNested(string name, List<ScssNode> expanded)
    {
        if (_depth == DeepestCall)
        {
            throw new NotConvertibleException($"the mixin '{name}' calls itself");
        }

        _depth++;
        Apply(expanded);
        _depth--;
    }

    // The first form that the arguments fit; what is wrong is said of the first.
    private (CommonMixin Mixin, MixinArguments Arguments) Fit(IReadOnlyList<CommonMixin> forms, string text, IReadOnlyList<Argument> arguments)
    {
        NotConvertibleException? wrong = null;
        foreach (var form in forms)
        {
            try
            {
                return (form, new MixinArguments(form, text, arguments, Scope, Definitions));
            }
            catch (NotConvertibleException reason)
            {
                wrong ??= reason;
            }
        }

        throw wrong!;
    }

    private static IReadOnlyList<Argument> ReadArguments(string name, string text, int start)
    {
        IReadOnlyList<Argument> arguments = [];
        var end = start;
        if (start < text.Length && text[start] == '(')
        {
            (arguments, end) = SassExpressionReader.ReadArguments(text, start, text.Length)
                ?? throw new NotConvertibleException($"the arguments of the mixin '{name}' cannot be read");
        }

        return text.AsSpan(end).Trim().Length == 0
            ? arguments
            : throw new NotConvertibleException($"the mixin '{name}' is called in a way that is not known");
    }
}
