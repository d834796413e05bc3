using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Sbm.Core.Runs;

namespace Sbm.Core.Store;

/// <summary>The first line of a store in canonical layout: everything but the runs.</summary>
internal static class StoreHead
{
    private const int Longest = 4096; // of a head that is looked into without reading the document

    /// <summary>The store's own random id, by which runs of different stores are told apart; null if it has none.</summary>
    internal static string? IdOf(ReadOnlySpan<byte> head)
    {
        try
        {
            var reader = new Utf8JsonReader((byte[])[.. head, .. "]}"u8], RunJson.ReaderOptions);
            reader.Read();
            string? id = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (RawJson.IsName(ref reader, "store_id"u8))
                {
                    id = FieldValue.Text(ref reader);
                }
                else
                {
                    reader.Skip();
                }
            }

            return string.IsNullOrEmpty(id) ? null : id;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same of an open file; null also if its head is very long.</summary>
    internal static string? IdOf(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[Longest];
        start = start[..RandomAccess.Read(file, start, 0)];
        var end = start.IndexOf((byte)'\n');
        return end < 0 ? null : IdOf(start[..end]);
    }
}
