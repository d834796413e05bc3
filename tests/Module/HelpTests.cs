using System.Xml.Linq;

namespace Sbm.ModuleTests;

public sealed class HelpTests : IDisposable
{
    private readonly ModuleHost _host = new();

    public void Dispose() => _host.Dispose();

    [Fact]
    public void Help_HasSynopsisExamplesAndEveryParameterOfEveryCommand()
    {
        var help = XDocument.Load(Path.Combine(Built.ModuleFolder, "en-US", "Sbm.PowerShell.dll-Help.xml"));
        var commands = _host.Run("Get-Command -Module Sbm").Output;
        Assert.NotEmpty(commands);
        foreach (var command in commands)
        {
            var name = (string)command.Properties["Name"].Value;
            var topic = help.Descendants().SingleOrDefault(element => element.Name.LocalName == "command" && Text(element, "details", "name") == name);
            Assert.True(topic is not null, $"{name} has no help");
            Assert.NotEmpty(Text(topic, "details", "description"));
            Assert.True(topic.Descendants().Count(element => element.Name.LocalName == "example") >= 2, $"{name} has too few examples");

            var documented = topic.Elements().Single(element => element.Name.LocalName == "parameters").Elements()
                .Where(parameter => Text(parameter, "description").Length > 0)
                .Select(parameter => Text(parameter, "name"));
            var parameters = _host.Run($"(Get-Command {name}).Parameters.Keys").Output.Select(key => key.ToString());
            var common = System.Management.Automation.PSCmdlet.CommonParameters;
            Assert.Equal(parameters.Except(common).Order(), documented.Order());
        }
    }

    [Fact]
    public void GetHelp_ShowsTheSynopsis()
    {
        Assert.Equal("Lists recorded migration runs, last recorded first.", _host.Run("(Get-Help Get-SbmRun).Synopsis").Output.Single().ToString());
        Assert.Contains("pending_sync", _host.Run("Get-Help about_Sbm").Output.Single().ToString(), StringComparison.Ordinal);
    }

    private static string Text(XElement element, params string[] path) =>
        path.Aggregate<string, XElement?>(element, (at, name) => at?.Elements().FirstOrDefault(child => child.Name.LocalName == name))?.Value ?? string.Empty;
}
