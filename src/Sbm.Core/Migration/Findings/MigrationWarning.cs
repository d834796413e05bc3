namespace Sbm.Core.Migration.Findings;

/// <summary>A construct that was left as it is, because it could not be converted.</summary>
/// <param name="File">Relative to the theme, with <c>/</c>: <c>css/lvdp.scss</c>.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
/// <param name="Message">Why.</param>
/// <param name="Text">The construct, on one line.</param>
public sealed record MigrationWarning(string File, int Line, int Column, string Message, string Text)
{
    /// <summary>For example <c>css/lvdp.scss:13:5</c>.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string Place => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{File}:{Line}:{Column}");
}
