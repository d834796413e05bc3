using System.Text;

namespace Sbm.Shell;

/// <summary>What the arguments ask for.</summary>
internal enum CommandMode
{
    Prompt,
    Script,
    File,
    Help,
}

/// <summary>The arguments of <c>sbm</c>, understood.</summary>
/// <param name="Mode">What to do.</param>
/// <param name="Text">The script, or the path of the file.</param>
/// <param name="Arguments">What a file is given.</param>
internal sealed record CommandLine(CommandMode Mode, string Text, IReadOnlyList<string> Arguments)
{
    internal const string Usage = """
        sbm: the Sbm module in a console of its own

          sbm <command> [parameters]   run one command: sbm Invoke-SbmMigration ./themes/lakeside-motors
          sbm -c '<script>'            run a script
          sbm -f <file> [arguments]    run a file
          sbm                          a prompt
          sbm --help                   this text
        """;

    /// <exception cref="ArgumentException">An option lacks its value.</exception>
    internal static CommandLine Parse(string[] args) => args switch
    {
        [] => new(CommandMode.Prompt, string.Empty, []),
        ["-h" or "--help" or "-?"] => new(CommandMode.Help, string.Empty, []),
        ["-c" or "-Command", var script, .. var more] => new(CommandMode.Script, string.Join(' ', [script, .. more]), []),
        ["-f" or "-File", var file, .. var arguments] => new(CommandMode.File, file, arguments),
        ["-c" or "-Command" or "-f" or "-File"] => throw new ArgumentException($"{args[0]} needs a value."),
        _ => new(CommandMode.Script, Join(args), []),
    };

    // The arguments come from another shell, which has taken the quotes off: what PowerShell would read as more than one
    // plain argument gets them back. Parameters and plain words stay as they are.
    private static string Join(string[] args)
    {
        var line = new StringBuilder(args[0]);
        foreach (var argument in args.Skip(1))
        {
            line.Append(' ').Append(IsPlain(argument) ? argument : $"'{argument.Replace("'", "''", StringComparison.Ordinal)}'");
        }

        return line.ToString();
    }

    private static bool IsPlain(string argument) =>
        argument.Length > 0 && (argument is "|" or ";" || IsVariable(argument) || argument.All(static c => char.IsLetterOrDigit(c) || "-_./\\:*?~,+=[]!".Contains(c, StringComparison.Ordinal)));

    private static bool IsVariable(string argument) =>
        argument.Length > 1 && argument[0] == '$' && argument.Skip(1).All(static c => char.IsLetterOrDigit(c) || c == '_');
}
