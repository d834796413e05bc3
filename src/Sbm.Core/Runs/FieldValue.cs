using System.Text;
using System.Text.Json;

namespace Sbm.Core.Runs;

/// <summary>Reads the value behind a property's name; what is of another type reads as null.</summary>
internal static class FieldValue
{
    internal static string? Text(ref Utf8JsonReader reader, StringPool? strings = null)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.String)
        {
            reader.Skip();
            return null;
        }

        if (!reader.ValueIsEscaped)
        {
            return strings is null ? Encoding.UTF8.GetString(reader.ValueSpan) : strings.Get(reader.ValueSpan);
        }

        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException) // half of a surrogate pair: JSON by its grammar, no text
        {
            return null;
        }
    }

    internal static DateTimeOffset? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
        {
            return RunTimestamp.Parse(reader.ValueSpan);
        }

        reader.Skip();
        return null;
    }

    internal static double? Number(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var number) && double.IsFinite(number))
        {
            return number;
        }

        reader.Skip();
        return null;
    }

    internal static long? Integer(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var integer))
        {
            return integer;
        }

        reader.Skip();
        return null;
    }
}
