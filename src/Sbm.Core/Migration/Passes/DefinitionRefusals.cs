using Sbm.Core.Migration.Findings;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Rewriting;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Passes;

/// <summary>Names and parameters that an older Sass took in the definition of a mixin or function, and the current one does not, or takes otherwise.</summary>
internal static class DefinitionRefusals
{
    /// <exception cref="NotConvertibleException">It has such a name, or such parameters.</exception>
    internal static void Check(ScssBlock block, SassDirective definition, MigrationLog log)
    {
        var (kind, name, _) = definition;
        if (name.StartsWith("--", StringComparison.Ordinal) || (kind == "function" && name.Equals("type", StringComparison.OrdinalIgnoreCase)))
        {
            throw new NotConvertibleException($"'{name}' is a name of CSS's own to Sass");
        }

        if (SassParameters.Read(block.Prelude, definition.RestStart).GroupBy(static parameter => parameter.Name).FirstOrDefault(static same => same.Count() > 1) is { } twice)
        {
            throw new NotConvertibleException($"'{name}' has the parameter '${twice.Key}' twice, which Sass does not take any more");
        }

        if (kind == "function" && name == "var")
        {
            log.Leave(block, "the current Sass hands an empty argument to a function called 'var', the old one did not");
        }

        if (kind == "function" && CssMath.IsOfSass(name))
        {
            throw new NotConvertibleException($"the old Sass used its own '{name}()' all the same");
        }
    }
}
