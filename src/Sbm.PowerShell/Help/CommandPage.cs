namespace Sbm.Help;

/// <summary>An example of a command.</summary>
/// <param name="Code">What is typed; a second block of code is what it shows.</param>
internal sealed record Example(string Title, IReadOnlyList<string> Code, IReadOnlyList<Block> Remarks);

/// <summary>
/// What the page of a command says: the synopsis is its first paragraph; <c>Parameters</c>, <c>Input</c>, <c>Output</c> and
/// <c>Examples</c> have a heading of level 3 for each of theirs.
/// </summary>
internal sealed class CommandPage
{
    private readonly IReadOnlyList<Block> _blocks;

    private CommandPage(IReadOnlyList<Block> blocks) => _blocks = blocks;

    internal static CommandPage Read(string path) => new(Markdown.Read(path));

    internal string Synopsis => Introduction.First().Text;

    internal IEnumerable<Block> Description => Introduction.Skip(1);

    internal IEnumerable<(string Title, IReadOnlyList<Block> Body)> PartsOf(string section)
    {
        var rest = Section(section).SkipWhile(static block => block.Kind != BlockKind.Heading).ToList();
        while (rest.Count > 0)
        {
            var body = rest.Skip(1).TakeWhile(static block => block.Kind != BlockKind.Heading).ToList();
            yield return (rest[0].Text, body);
            rest = rest[(body.Count + 1)..];
        }
    }

    internal IEnumerable<Example> Examples => PartsOf("Examples").Select(static part => new Example(
        part.Title,
        [.. part.Body.Where(static block => block.Kind == BlockKind.Code).Select(static block => block.Text)],
        [.. part.Body.Where(static block => block.Kind != BlockKind.Code)]));

    internal IEnumerable<(string Text, string Target)> Related => Section("Related").SelectMany(static block => block.Links);

    private IEnumerable<Block> Introduction => _blocks.Skip(1).TakeWhile(static block => block.Kind != BlockKind.Heading);

    private IEnumerable<Block> Section(string name) => _blocks
        .SkipWhile(block => block is not { Kind: BlockKind.Heading, Level: 2 } || block.Text != name)
        .Skip(1)
        .TakeWhile(static block => block is not { Kind: BlockKind.Heading, Level: <= 2 });
}
