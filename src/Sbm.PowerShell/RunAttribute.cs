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
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        inputData is PSObject { BaseObject: IList list } ? list.Cast<object>().Select(ToRun).ToArray()
        : inputData is IList items ? items.Cast<object>().Select(ToRun).ToArray()
        : new[] { ToRun(inputData) };

    private static MigrationRun ToRun(object item)
    {
        var wrapped = PSObject.AsPSObject(item);
        return wrapped.BaseObject as MigrationRun
            ?? (NamesRun(wrapped) ? Read(wrapped) : null)
            ?? throw new ArgumentTransformationMetadataException($"'{VisibleText.Of(item?.ToString() ?? "$null")}' is no run: pipe in what Get-SbmRun returns.");
    }

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
