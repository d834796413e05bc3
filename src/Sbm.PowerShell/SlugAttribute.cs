using System.Management.Automation;
using Sbm.Core;

namespace Sbm;

/// <summary>
/// Lets a parameter that takes names of slugs by value take runs, too, and understand them as their slugs. Any other object would turn
/// into some text, and that into a slug that nobody has.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SlugAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        LanguagePrimitives.GetEnumerable(inputData) is { } items ? items.Cast<object>().Select(ToSlug).ToArray() : ToSlug(inputData);

    private static object ToSlug(object? given)
    {
        var item = PSObject.AsPSObject(given ?? string.Empty);
        return item.BaseObject is string or ValueType ? given!
            : item.Properties[nameof(MigrationRun.Slug)]?.Value is string slug ? WildcardPattern.Escape(slug)
            : throw new ArgumentTransformationMetadataException(
                $"'{VisibleText.Of(item.ToString())}' is of type {item.BaseObject.GetType().Name}, and neither a slug nor a run.",
                item.Properties[nameof(MigrationRun.Id)] is null ? null : new PSInvalidCastException()); // then its id may be bound by name
    }
}
