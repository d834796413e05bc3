using System.Text;
using Sbm.Core.Files;

namespace Sbm.Core.Migration.Sources;

/// <summary>Reads style sheets: regular files of text in UTF-8, and nothing else.</summary>
internal static class SourceFile
{
    /// <summary>A file larger than this is no style sheet that somebody wrote.</summary>
    private const long LargestFile = 256 * 1024 * 1024;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text, without a byte order mark.</summary>
    /// <param name="path">Full path.</param>
    /// <param name="error">Makes the error from the path, what is wrong with the file, and what brought that about.</param>
    internal static string ReadText(string path, Func<string, string, Exception?, SbmException> error)
    {
        var bytes = ReadBytes(path, error);
        if (bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            throw error(path, "it is UTF-16, not UTF-8.", null);
        }

        try
        {
            return StrictUtf8.GetString(bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0));
        }
        catch (DecoderFallbackException reason)
        {
            var line = bytes.AsSpan(0, Math.Clamp(reason.Index, 0, bytes.Length)).Count((byte)'\n') + 1;
            throw error(path, $"line {line}: byte {reason.Index + 1} is not UTF-8; it looks like {EncodingOf(bytes)}.", reason);
        }
    }

    // Text of Western Windows has no zeros; UTF-16 without a mark has one beside each letter.
    private static string EncodingOf(ReadOnlySpan<byte> bytes) => bytes.Contains((byte)0) ? "UTF-16 without a byte order mark, or no text" : "Windows-1252";

    private static byte[] ReadBytes(string path, Func<string, string, Exception?, SbmException> error)
    {
        try
        {
            if (FileKind.Of(path) is { } kind)
            {
                throw error(path, $"it is {kind}, no regular file.", null);
            }

            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            if (file.Length > LargestFile)
            {
                throw error(path, $"it is larger than {LargestFile >> 20} MB.", null);
            }

            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception reason) when (reason is IOException or UnauthorizedAccessException)
        {
            throw error(path, reason.Message, reason);
        }
    }
}
