namespace Sbm.Core.Settings;

/// <summary>A setting as it was written down, not understood yet.</summary>
/// <param name="Name">The setting's name.</param>
/// <param name="Text">What was written.</param>
/// <param name="Source">The kind of place it was found in.</param>
/// <param name="Origin">The very place, for people.</param>
/// <param name="Items">What was written, where it is a list; null where it is not one.</param>
internal readonly record struct SettingText(string Name, string Text, SettingSource Source, string Origin, IReadOnlyList<string>? Items = null)
{
    internal Setting<T> As<T>(T value) => new(Name, value, Source, Origin);

    /// <summary>The error for a value that cannot be understood. The text itself is left out of it where it may be a secret.</summary>
    internal SbmException NotUnderstood(string fault, string expected) => new(
        "InvalidSetting",
        $"The setting {Name} from {Origin} cannot be used: {fault}.",
        $"Expected is {expected}. Correct {Origin}.",
        Name);
}
