namespace Sbm.Core.Migration.Modules;

/// <summary>A value that a module is to be loaded with.</summary>
/// <param name="Text">The expression.</param>
/// <param name="Scope">Where it stands.</param>
internal sealed record SettingValue(string Text, FileScope Scope)
{
    /// <summary>Whether it leaves the default as it is.</summary>
    internal bool IsNull => Text.Trim() == "null";

    /// <summary>Whether a module has a variable that takes it.</summary>
    internal bool IsTaken { get; set; }
}

/// <summary>The values that a module is to be loaded with, by name.</summary>
internal sealed class ModuleSettings
{
    internal Dictionary<string, SettingValue> Values { get; } = [];

    /// <summary>What a file that is loaded with these hands on to one that it forwards.</summary>
    internal ModuleSettings Through(UseRule rule)
    {
        var through = new ModuleSettings();
        foreach (var (name, value) in Values)
        {
            if (value.IsNull)
            {
                value.IsTaken = true;
            }
            else if (name.StartsWith(rule.Name, StringComparison.Ordinal) && (rule.Shown?.Contains("$" + name) ?? !rule.Hidden.Contains("$" + name)))
            {
                through.Values[name[rule.Name.Length..]] = value;
            }
        }

        return through;
    }

    /// <summary>Adds what a rule sets itself; its defaults give way to what comes from further out.</summary>
    internal void Add(UseRule rule, FileScope scope)
    {
        foreach (var setting in rule.Settings.Where(setting => !setting.IsDefault || !Values.TryGetValue(setting.Name, out var outer) || outer.IsNull))
        {
            Values[setting.Name] = new SettingValue(setting.Value, scope);
        }
    }
}
