namespace Sbm.Core.Migration.Passes;

/// <summary>How much imports may bring into one output: files that import each other twice over double with each step. Not thread-safe.</summary>
internal sealed class ImportLimits
{
    private const int DeepestImport = 100;
    private const long LargestOutput = 128 << 20;
    private const int CostOfFile = 8 * 1024; // so 16,384 files at most: libraries whose every file imports what it needs have thousands

    private long _size;

    /// <param name="file">The file that comes next, relative to the theme.</param>
    /// <param name="length">Of its text, in characters.</param>
    /// <param name="depth">How many files are around it.</param>
    /// <exception cref="SbmException"><c>ImportsTooMany</c></exception>
    internal void Count(string file, int length, int depth)
    {
        _size += CostOfFile + length;
        if (depth >= DeepestImport || _size > LargestOutput)
        {
            throw new SbmException(
                "ImportsTooMany",
                $"{file}: {(depth >= DeepestImport ? $"imports are more than {DeepestImport} files deep" : $"imports bring more than {LargestOutput / CostOfFile} files or {LargestOutput >> 20} MB into one output")}.",
                "Have the files import less of each other; nothing was written.",
                file);
        }
    }
}
