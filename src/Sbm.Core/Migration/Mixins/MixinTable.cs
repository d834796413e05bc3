using System.Text;
using Sbm.Core.Migration.Sources;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Mixins;

/// <summary>The mixins that are expanded: the common theme's, and those of tables of the team's own. Immutable.</summary>
internal sealed class MixinTable
{
    private readonly Dictionary<string, List<CommonMixin>> _mixins;

    private MixinTable(Dictionary<string, List<CommonMixin>> mixins) => _mixins = mixins;

    /// <summary>The common theme's mixins alone.</summary>
    internal static MixinTable Common { get; } = new(Group(CommonTheme.Sheet.OfType<ScssBlock>().Where(static block => SassDirective.Read(block.Prelude)?.Name == "mixin").Select(Read)));

    /// <summary>The common theme's mixins, and those of further tables, which go before those of the same name.</summary>
    /// <param name="paths">Full paths of SCSS files; later ones go before earlier ones.</param>
    /// <exception cref="SbmException"><c>MixinTableUnreadable</c> or <c>MixinTableInvalid</c>, with file, line and column.</exception>
    internal static MixinTable With(IReadOnlyList<string> paths)
    {
        var mixins = new Dictionary<string, List<CommonMixin>>(Common._mixins);
        foreach (var (name, own) in paths.SelectMany(static path => Group(ReadFile(path))))
        {
            mixins[name] = own;
        }

        return new MixinTable(mixins);
    }

    /// <summary>The forms of a mixin, of which the first counts that the arguments fit; null if there is no such mixin.</summary>
    /// <param name="name">With <c>-</c> for <c>_</c>.</param>
    internal IReadOnlyList<CommonMixin>? Find(string name) => _mixins.GetValueOrDefault(name);

    /// <summary>Whether there is such a mixin.</summary>
    /// <param name="name">With <c>-</c> for <c>_</c>.</param>
    internal bool Has(string name) => _mixins.ContainsKey(name);

    private static Dictionary<string, List<CommonMixin>> Group(IEnumerable<CommonMixin> mixins) =>
        mixins.GroupBy(static mixin => mixin.Name).ToDictionary(static forms => forms.Key, static forms => forms.ToList());

    private static CommonMixin Read(ScssBlock block)
    {
        var directive = SassDirective.Read(block.Prelude)!.Value;
        var template = new StringBuilder();
        block.Children.ForEach(child => child.WriteTo(template));
        return new CommonMixin(directive.Target, block.Prelude, SassParameters.Read(block.Prelude, directive.RestStart), template.ToString());
    }

    private static List<CommonMixin> ReadFile(string path)
    {
        var source = new ScssSource(path, SourceFile.ReadText(path, static (path, reason, error) => new SbmException(
            "MixinTableUnreadable", $"The mixin table '{path}' cannot be read: {reason}", "Give the path of a readable SCSS file in UTF-8 with -MixinPath.", path, error)));
        try
        {
            return [.. ScssReader.Read(source).Children.Where(static node => node is not ScssComment).Select(node => ReadOwn(source, node))];
        }
        catch (SbmException error) when (error.ErrorId == "ScssInvalid")
        {
            throw Invalid(path, error.Message);
        }
    }

    private static CommonMixin ReadOwn(ScssSource source, ScssNode node)
    {
        if (node is not ScssBlock block || SassDirective.Read(block.Prelude) is not { Name: "mixin", Target.Length: > 0 } directive)
        {
            throw Invalid(source.Name, source.Error(node.Offset, $"this is no mixin: {node.Summary}").Message);
        }

        if (directive.RestStart < block.Prelude.Length && !(block.Prelude[directive.RestStart] == '(' && block.Prelude.EndsWith(')')))
        {
            throw Invalid(source.Name, source.Error(node.Offset, $"the parameters of '{directive.Target}' cannot be read: {block.Prelude}").Message);
        }

        return Computes(block) is { } computed
            ? throw Invalid(source.Name, source.Error(computed.Offset, $"nothing computes '{computed.Summary}'; only the common theme's mixins can ask for that").Message)
            : Read(block);
    }

    private static ScssNode? Computes(ScssBlock block) => block.Children
        .Select(static child => child is ScssStatement statement && statement.Text.StartsWith(CommonMixin.Computed, StringComparison.Ordinal) ? child : child is ScssBlock inner ? Computes(inner) : null)
        .FirstOrDefault(static found => found is not null);

    private static SbmException Invalid(string path, string message) =>
        new("MixinTableInvalid", message, "Mend the table at that place: it holds mixins, as docs/migration.md shows. Nothing was written.", path);
}
