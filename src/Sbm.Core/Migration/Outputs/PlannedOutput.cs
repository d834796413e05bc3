using System.Security.Cryptography;
using System.Text;
using Sbm.Core.Files;
using Sbm.Core.Migration.Sources;

namespace Sbm.Core.Migration.Outputs;

/// <summary>One file that is to be written, beside what stands in its place now.</summary>
internal sealed class PlannedOutput
{
    private PlannedOutput(OutputFile file, string path, string text, byte[]? old)
    {
        (File, Path, Text, Old) = (file, path, text, old);
        Content = Encoding.UTF8.GetBytes(text);
        Hash = HashOf(Content);
    }

    internal OutputFile File { get; }

    /// <summary>Full path.</summary>
    internal string Path { get; }

    internal string Text { get; }

    internal byte[] Content { get; }

    /// <summary>SHA-256 of <see cref="Content"/>, in lower-case hex.</summary>
    internal string Hash { get; }

    /// <summary>What is there now; null if there is no file.</summary>
    internal byte[]? Old { get; }

    /// <summary>Whether writing it would take something away: a content that is not the one to be written.</summary>
    internal bool ReplacesContent => Old is not null && !Old.AsSpan().SequenceEqual(Content) && !string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(Old));

    /// <summary>Looks what is in the output's place.</summary>
    /// <exception cref="SbmException"><c>DestinationUnwritable</c>: a link or a folder is there, or it cannot be read.</exception>
    internal static PlannedOutput Of(OutputFile file, string folder, string text)
    {
        var path = System.IO.Path.Combine(folder, file.Name);
        try
        {
            return new FileInfo(path).LinkTarget is not null
                ? throw new IOException("it is a link, and the file that it leads to may be anyone's.")
                : System.IO.File.Exists(path) && FileKind.Of(path) is { } kind ? throw new IOException($"it is {kind}.")
                : new PlannedOutput(file, path, text, System.IO.File.Exists(path) ? System.IO.File.ReadAllBytes(path) : null);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SbmException(
                "DestinationUnwritable",
                $"'{path}' cannot be written: {error.Message}",
                "Move it away, or choose another folder with -DestinationPath. Nothing was changed.",
                path,
                error);
        }
    }

    internal static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexString(SHA256.HashData(content)).ToLowerInvariant();
}
