using System.Globalization;
using System.Xml.Linq;

namespace Sbm.Help;

/// <summary>
/// A command's help in the format that Get-Help reads: what a parameter means comes from the page, what it is from the cmdlet.
/// </summary>
/// <param name="address">Where the pages are found; ends with a slash.</param>
internal sealed class MamlCommand(CommandPage page, CommandShape shape, string address)
{
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    private readonly Dictionary<string, IReadOnlyList<Block>> _texts = page.PartsOf("Parameters").ToDictionary(
        static part => part.Title.TrimStart('-'), static part => part.Body);

    internal XElement Write() => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        new XElement(
            Command + "details",
            new XElement(Command + "name", shape.Name),
            new XElement(Command + "verb", shape.Verb),
            new XElement(Command + "noun", shape.Noun),
            new XElement(Maml + "description", new XElement(Maml + "para", page.Synopsis))),
        new XElement(Maml + "description", Paragraphs(page.Description)),
        new XElement(Command + "syntax", shape.Sets.Select(Syntax)),
        new XElement(Command + "parameters", Documented(shape.Parameters).Select(parameter => Parameter(parameter, withText: true))),
        new XElement(Command + "inputTypes", page.PartsOf("Input").Select(part => Type(Command + "inputType", part.Title, part.Body))),
        new XElement(Command + "returnValues", page.PartsOf("Output").Select(part => Type(Command + "returnValue", part.Title, part.Body))),
        new XElement(Command + "examples", page.Examples.Select(Example)),
        new XElement(Maml + "relatedLinks", page.Related.Select(Link).Prepend(Online())));

    // A parameter that stands in several sets is told of once.
    private static IEnumerable<ParameterShape> Documented(IEnumerable<ParameterShape> parameters) =>
        parameters.OrderBy(static parameter => parameter.Position ?? int.MaxValue).DistinctBy(static parameter => parameter.Name);

    private XElement Syntax(string set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", shape.Name),
        shape.Parameters
            .Where(parameter => parameter.Set == set || parameter.Set == ParameterShape.AllSets)
            .OrderBy(static parameter => parameter.Position ?? int.MaxValue)
            .ThenByDescending(static parameter => parameter.IsMandatory)
            .Select(parameter => Parameter(parameter, withText: false)));

    private XElement Parameter(ParameterShape parameter, bool withText) => new(
        Command + "parameter",
        new XAttribute("required", parameter.IsMandatory ? "true" : "false"),
        new XAttribute("variableLength", "true"),
        new XAttribute("globbing", parameter.HasWildcards ? "true" : "false"),
        new XAttribute("pipelineInput", parameter.Pipeline),
        new XAttribute("position", parameter.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count == 0 ? "none" : string.Join(", ", parameter.Aliases)),
        new XElement(Maml + "name", parameter.Name),
        withText ? new XElement(Maml + "description", Paragraphs(_texts.GetValueOrDefault(parameter.Name, []))) : null,
        Values(parameter),
        parameter.IsSwitch
            ? null
            : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), parameter.TypeName),
        new XElement(Dev + "type", new XElement(Maml + "name", parameter.TypeName)),
        new XElement(Dev + "defaultValue", parameter.IsSwitch ? "False" : "None"));

    private static XElement? Values(ParameterShape parameter) => parameter.Values.Count == 0 ? null : new XElement(
        Command + "parameterValueGroup",
        parameter.Values.Select(static value => new XElement(
            Command + "parameterValue", new XAttribute("required", "false"), new XAttribute("variableLength", "false"), value)));

    private static XElement Type(XName element, string name, IReadOnlyList<Block> text) => new(
        element, new XElement(Dev + "type", new XElement(Maml + "name", name)), new XElement(Maml + "description", Paragraphs(text)));

    // Get-Help runs examples together unless the remarks end with empty lines.
    private static XElement Example(Example example, int index) => new(
        Command + "example",
        new XElement(Maml + "title", $"------ Example {index + 1}: {example.Title} ------"),
        new XElement(Dev + "code", string.Join("\n\n", example.Code)),
        new XElement(Dev + "remarks", Paragraphs(example.Remarks), new XElement(Maml + "para"), new XElement(Maml + "para")));

    private XElement Online() => Navigation("Online version", $"{address}{shape.Name}.md");

    private static XElement Link((string Text, string Target) link) => Navigation(link.Text, string.Empty);

    private static XElement Navigation(string text, string uri) => new(
        Maml + "navigationLink", new XElement(Maml + "linkText", text), new XElement(Maml + "uri", uri));

    private static IEnumerable<XElement> Paragraphs(IEnumerable<Block> blocks) => blocks.Select(static block => new XElement(
        Maml + "para", block.Kind == BlockKind.Item ? "- " + block.Text : block.Text));
}
