namespace Sbm;

/// <summary>A setting as it stands: its value, where that comes from, and what the setting does.</summary>
public sealed class ConfigurationSetting
{
    /// <summary>The name, as Set-SbmConfiguration and the config file have it.</summary>
    public string Name { get; init; } = string.Empty;

    /// <summary>The value as text; a secret is <c>***</c>; null if it is not set or cannot be understood.</summary>
    public string? Value { get; init; }

    /// <summary><c>Parameter</c>, <c>Environment</c>, <c>ConfigFile</c> or <c>Default</c>.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>The very place: an environment variable, or the path of the config file.</summary>
    public string Origin { get; init; } = string.Empty;

    /// <summary>What it does.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The environment variables that set it; the first that is set wins.</summary>
    public string[] Variable { get; init; } = [];

    /// <summary>Why the value cannot be understood, and what to do; null if it can.</summary>
    public string? Error { get; init; }

    /// <summary>The value, or what is wrong with it, as tables show it.</summary>
    public string ValueText => Error ?? Value ?? string.Empty;

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name}={Value}";
}
