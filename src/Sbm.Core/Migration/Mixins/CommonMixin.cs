using System.Text;
using Sbm.Core.Sass.Expressions;
using Sbm.Core.Scss;

namespace Sbm.Core.Migration.Mixins;

/// <summary>A mixin of the common theme, as the table <c>CommonMixins.scss</c> has it. Immutable.</summary>
/// <param name="Name">With <c>-</c> for <c>_</c>.</param>
/// <param name="Definition">The text of its parameters.</param>
/// <param name="Parameters">In order.</param>
/// <param name="Template">What stands in its braces.</param>
internal sealed record CommonMixin(string Name, string Definition, IReadOnlyList<SassParameter> Parameters, string Template)
{
    private static readonly Lazy<Dictionary<string, CommonMixin>> Table = new(ReadTable);

    /// <summary>Site Builder does itself what it did.</summary>
    internal bool IsDropped { get; } = Template.Trim() == "dropped: true;";

    /// <returns>Null if the common theme has no such mixin.</returns>
    internal static CommonMixin? Find(string name) => Table.Value.GetValueOrDefault(name);

    private static Dictionary<string, CommonMixin> ReadTable()
    {
        using var resource = typeof(CommonMixin).Assembly.GetManifestResourceStream("CommonMixins.scss")!;
        using var reader = new StreamReader(resource);
        var table = new Dictionary<string, CommonMixin>();
        foreach (var block in ScssReader.Read(new ScssSource("CommonMixins.scss", reader.ReadToEnd())).Children.OfType<ScssBlock>())
        {
            var directive = SassDirective.Read(block.Prelude)!.Value;
            var parameters = SassParameters.Read(block.Prelude, directive.RestStart);
            var template = new StringBuilder();
            block.Children.ForEach(child => child.WriteTo(template));
            table.Add(directive.Target, new CommonMixin(directive.Target, block.Prelude, parameters, template.ToString()));
        }

        return table;
    }
}
