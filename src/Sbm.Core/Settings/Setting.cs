namespace Sbm.Core.Settings;

/// <summary>Where a setting's value comes from.</summary>
public enum SettingSource
{
    /// <summary>A parameter of the command.</summary>
    Parameter,

    /// <summary>An environment variable.</summary>
    Environment,

    /// <summary><c>~/.sbm/config.json</c>.</summary>
    ConfigFile,

    /// <summary>Nobody set it.</summary>
    Default,
}

/// <summary>A setting's value and where it comes from.</summary>
/// <param name="Name">The setting's name, for example <c>DatabaseUrl</c>.</param>
/// <param name="Value">The value, understood and validated.</param>
/// <param name="Source">The kind of place it comes from.</param>
/// <param name="Origin">The very place, for people: <c>-DatabaseUrl</c>, <c>environment variable SBM_API_KEY</c>, the config file's path.</param>
public sealed record Setting<T>(string Name, T Value, SettingSource Source, string Origin)
{
    // Not the record's own text: a setting may be a secret, and texts end up in logs.
    public override string ToString() => $"{Name} from {Origin}";
}
