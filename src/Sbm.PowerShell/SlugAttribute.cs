using System.Management.Automation;

namespace Sbm;

/// <summary>Lets a parameter that takes names of slugs by value take runs, too, and understand them as their slugs.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SlugAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is not null && PSObject.AsPSObject(inputData) is { BaseObject: not string } item && item.Properties[nameof(MigrationRun.Slug)]?.Value is string slug
            ? WildcardPattern.Escape(slug)
            : inputData!;
}
