using System.Collections;
using System.Globalization;
using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>
/// Lets a parameter of type MigrationRun[] take runs as they come from the pipeline, also those that went through a job or
/// Import-Clixml, and other objects that carry a run's id.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class RunAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc />
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        var items = (inputData is PSObject wrapped ? wrapped.BaseObject : inputData) is IList list ? list.Cast<object>().ToList() : [inputData];
        return items.TrueForAll(IsRun) ? items.Select(ToRun).ToArray()
            : items.Find(static item => !IsRun(item) && !NamesSlug(item)) is { } other
                ? throw new ArgumentTransformationMetadataException($"'{VisibleText.Of(other.ToString() ?? string.Empty)}' is no run: pipe in what Get-SbmRun returns.")
                : inputData; // no run, but -Slug may be bound by its name
    }

    private static bool IsRun(object? item) =>
        item is not null && PSObject.AsPSObject(item) is var wrapped && (wrapped.BaseObject is MigrationRun || NamesRun(wrapped));

    private static bool NamesSlug(object? item) => item is not null && Text(PSObject.AsPSObject(item), nameof(MigrationRun.Slug)) is not null;

    private static MigrationRun ToRun(object item) => PSObject.AsPSObject(item) is { BaseObject: MigrationRun run } ? run : Read(PSObject.AsPSObject(item));

    // A run from a job, a file or JSON, or whatever else carries an id.
    private static bool NamesRun(PSObject item) =>
        item.TypeNames.Contains("Deserialized." + typeof(MigrationRun)) || Text(item, nameof(MigrationRun.Id)) is not null;

    // What tells a run from the others, and where it is.
    private static MigrationRun Read(PSObject run) => new()
    {
        Id = Text(run, nameof(MigrationRun.Id)),
        Slug = Text(run, nameof(MigrationRun.Slug)) ?? string.Empty,
        Timestamp = run.Properties[nameof(MigrationRun.Timestamp)]?.Value switch
        {
            DateTimeOffset time => time,
            DateTime time => new DateTimeOffset(time),
            PSObject time when time.Properties["UtcDateTime"]?.Value is DateTime utc => new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)),
            var other => RunTimestamp.Parse(Convert.ToString(other, CultureInfo.InvariantCulture)),
        },
        Status = Text(run, nameof(MigrationRun.Status)),
        SyncStatus = Text(run, nameof(MigrationRun.SyncStatus)) ?? string.Empty,
        StorePath = Text(run, nameof(MigrationRun.StorePath)),
    };

    private static string? Text(PSObject run, string name) => run.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? text : null;
}
