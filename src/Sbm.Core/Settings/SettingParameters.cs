namespace Sbm.Core.Settings;

/// <summary>The settings that a command was given as parameters; null where it was given none. Paths are full paths.</summary>
public sealed record SettingParameters
{
    public string? DatabaseUrl { get; init; }

    public string? CredentialsPath { get; init; }

    public string? ApiKey { get; init; }

    public string? UserId { get; init; }

    public string? StorePath { get; init; }

    public IReadOnlyList<string>? MixinPath { get; init; }

    public IReadOnlyList<string>? KeepSelector { get; init; }

    // Not the record's own text, which would show the key.
    public override string ToString() => nameof(SettingParameters);
}
