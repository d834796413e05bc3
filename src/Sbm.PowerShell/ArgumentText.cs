using System.Management.Automation;

namespace Sbm;

/// <summary>What somebody typed as an argument, or the value that a script passed.</summary>
internal static class ArgumentText
{
    /// <summary>
    /// The argument as the caller meant it: text where it was typed, since PowerShell itself reads a bare <c>7d</c> as the
    /// decimal 7 and <c>30s</c> as an Int16, and otherwise the object.
    /// </summary>
    internal static object? Of(object? argument)
    {
        var value = argument is PSObject wrapped ? wrapped.BaseObject : argument;
        return value is ValueType and not (DateTime or DateTimeOffset or TimeSpan) ? Typed(argument) ?? value : value;
    }

    /// <summary>Whether it is a number of a type that a lost suffix makes: <c>7d</c> or <c>30s</c> that went through a variable.</summary>
    internal static bool HasLostItsSuffix(object? value) => value is decimal or short;

    // A number that was typed is wrapped together with its text, which any conversion to text gives back.
    private static string? Typed(object? argument) =>
        argument is PSObject ? LanguagePrimitives.ConvertTo<string>(argument) : null;
}
