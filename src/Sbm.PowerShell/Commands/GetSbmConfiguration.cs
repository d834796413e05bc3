using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Settings;

namespace Sbm.Commands;

/// <summary>Lists every setting with its value and where it comes from.</summary>
[Cmdlet(VerbsCommon.Get, "SbmConfiguration")]
[OutputType(typeof(ConfigurationSetting))]
public sealed class GetSbmConfiguration : SbmCommand
{
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string[] Name { get; set; } = ["*"];

    protected override void ProcessRecord()
    {
        var settings = ReadSettings();
        try
        {
            var readings = settings.ReadAll();
            foreach (var name in Name)
            {
                Write(readings, name);
            }

            WriteFaultOfFile(settings);
        }
        catch (SbmException error)
        {
            Fail(error);
        }
    }

    private void Write(IReadOnlyList<SettingReading> readings, string name)
    {
        var pattern = NamePattern.Of(name);
        var found = readings.Where(reading => pattern.IsMatch(reading.Info.Name)).ToList();
        if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(name))
        {
            WriteError(new SbmException("UnknownSetting", $"There is no setting '{name}'.", $"The settings are {string.Join(", ", SbmSettings.Names)}.", name));
        }

        foreach (var reading in found)
        {
            WriteObject(ListedProperties.On(new ConfigurationSetting
            {
                Name = reading.Info.Name,
                Value = VisibleText.OrNull(reading.Text),
                Source = reading.Source.ToString(),
                Origin = VisibleText.Of(reading.Origin),
                Description = reading.Info.Summary,
                Variable = [.. reading.Info.Variables],
                Error = reading.Fault is { } fault ? VisibleText.Of($"{fault.Message} {fault.RecommendedAction}") : null,
            }));
        }
    }

    // A misspelt name in the file is no setting's own fault, and would be seen nowhere.
    private void WriteFaultOfFile(SbmSettings settings)
    {
        try
        {
            settings.Validate();
            foreach (var warning in settings.Warnings)
            {
                WriteWarning(warning);
            }
        }
        catch (SbmException error) when (error.ErrorId == "UnknownSetting")
        {
            WriteError(error);
        }
        catch (SbmException)
        {
            // Told with the setting.
        }
    }
}
