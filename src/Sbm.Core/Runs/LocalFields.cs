using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>The fields of a run that stay on this machine: they tell of its files, and are never uploaded.</summary>
internal static class LocalFields
{
    /// <summary>Their names, in the order in which a run has them, last before its sync fields.</summary>
    internal static readonly string[] Names = ["theme_path", "outputs", "report_path"];

    /// <summary>Whether <paramref name="name"/> stands on one of them.</summary>
    internal static bool IsOne(ref Utf8JsonReader name) =>
        RawJson.IsName(ref name, "theme_path"u8) || RawJson.IsName(ref name, "outputs"u8) || RawJson.IsName(ref name, "report_path"u8);
}
