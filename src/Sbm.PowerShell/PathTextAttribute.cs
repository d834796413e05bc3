using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>
/// Lets a parameter for paths take text, and objects that name their path in a property, as it stands. Any other object would
/// turn into some text, and that into a wrong path.
/// </summary>
/// <remarks>
/// The binder prefers parameters of the default set, so that an object with a slug and a store would not come to its
/// LiteralPath.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PathTextAttribute : ArgumentTransformationAttribute
{
    private static readonly string[] PathNames = ["LiteralPath", "PSPath", "LP", nameof(MigrationRun.ThemePath)];

    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        (LanguagePrimitives.GetEnumerable(inputData)?.Cast<object?>() ?? [inputData]).Select(ToPath).ToArray();

    private static string ToPath(object? item)
    {
        var value = PSObject.AsPSObject(item ?? string.Empty);
        return value.BaseObject as string
            ?? (PathNames.Select(name => Text(value, name)).FirstOrDefault(static path => path is not null) is { } path ? WildcardPattern.Escape(path) : null)
            ?? throw new ArgumentTransformationMetadataException(value.Properties[nameof(MigrationRun.ThemePath)] is not null
                ? $"The run {Text(value, nameof(MigrationRun.Id))} of '{Text(value, nameof(MigrationRun.Slug))}' does not say which folder was migrated (ThemePath)."
                : $"'{VisibleText.Of(value.ToString())}' is of type {value.BaseObject.GetType().Name}, and no path.");
    }

    private static string? Text(PSObject item, string name) => item.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
