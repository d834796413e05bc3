using System.Xml.Linq;
using Sbm.Help;

// Sbm.Help <docs folder> <module assembly> <core assembly> <output folder> <base address of the pages>
var (docs, module, core, output, address) = (args[0], args[1], args[2], args[3], args[4]);
Directory.CreateDirectory(output);

var commands = new XElement("helpItems", new XAttribute("schema", "maml"));
foreach (var shape in CommandShape.ReadAll(module, core))
{
    var page = Path.Combine(docs, "commands", shape.Name + ".md");
    if (File.Exists(page))
    {
        commands.Add(new MamlCommand(CommandPage.Read(page), shape, address).Write());
    }
}

Write(Path.Combine(output, Path.GetFileName(module) + "-Help.xml"), new XDocument(commands).ToString());
foreach (var topic in Directory.EnumerateFiles(Path.Combine(docs, "about"), "about_*.md"))
{
    Write(Path.Combine(output, Path.GetFileNameWithoutExtension(topic) + ".help.txt"), AboutTopic.ToText(Markdown.Read(topic)));
}

// The same content keeps its time, so that the next build has nothing to copy.
static void Write(string path, string text)
{
    if (!File.Exists(path) || File.ReadAllText(path) != text)
    {
        File.WriteAllText(path, text);
    }
}
