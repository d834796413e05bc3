using Sbm.Core.Sass.Evaluation;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Sass.Values;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Modules;

/// <summary>
/// What the members of modules are called in an output, which is one style sheet: as in their module, unless somebody else has the name, or it
/// would be taken for a local variable or a function of CSS.
/// </summary>
internal static class GlobalNames
{
    /// <param name="modules">The modules of the output, in the order in which they were loaded.</param>
    /// <param name="root">The module that the output is, whose members keep their names.</param>
    /// <param name="meanings">What the names in the output mean.</param>
    internal static void Give(List<ThemeModule> modules, ThemeModule root, NameMeanings meanings)
    {
        var taken = meanings.Free.ToHashSet();
        taken.UnionWith(root.Own.Select(static member => member.Sigil + member.Name));
        foreach (var member in modules.SelectMany(static module => module.Own))
        {
            var isOfCss = member.Sigil.Length == 0 && (SassFunctions.IsBuiltIn(member.Name) || CssFunctions.IsKnown(member.Name));
            if (isOfCss || member.IsShadowed || !taken.Add(member.Sigil + member.Name))
            {
                var stem = $"{Stem(member.Module.File)}-{member.Name.TrimStart('-')}";
                var name = stem;
                for (var copy = 2; meanings.Names.Contains(name) || !taken.Add(member.Sigil + name); copy++)
                {
                    name = $"{stem}-{copy}";
                }

                member.GlobalName = name;
            }
        }
    }

    // "css/parts/_buttons.scss" is buttons, "css/parts/_index.scss" is parts.
    private static string Stem(string file)
    {
        var parts = file.Split('/');
        var name = parts[^1].TrimStart('_').Split('.')[0];
        name = name == "index" && parts.Length > 1 ? parts[^2] : name;
        return SassName.Unify(new string([.. name.Select(static c => ScssText.IsNameCharacter(c) ? c : '-')]));
    }
}
