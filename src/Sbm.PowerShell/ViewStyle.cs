using System.Management.Automation;

namespace Sbm;

/// <summary>Colours for the module's views.</summary>
internal static class ViewStyle
{
    /// <summary>The text in a colour, and plain where nobody sees colours; PowerShell itself does not look at where its output goes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="colour">A property of <c>$PSStyle.Foreground</c>.</param>
    /// <param name="style"><c>$PSStyle</c>.</param>
    internal static string Coloured(string text, string colour, object? style)
    {
        if (style is null || Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")))
        {
            return text;
        }

        var properties = PSObject.AsPSObject(style).Properties;
        return properties["OutputRendering"]?.Value?.ToString() != "PlainText"
            && properties["Foreground"]?.Value is { } foreground
            && PSObject.AsPSObject(foreground).Properties[colour]?.Value is string code
                ? code + text + properties["Reset"]?.Value
                : text;
    }
}
