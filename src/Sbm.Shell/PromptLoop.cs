namespace Sbm.Shell;

/// <summary>Reads a line, runs it, and again, until <c>exit</c> or the end of the input.</summary>
internal sealed class PromptLoop(ShellSession session)
{
    private bool _isAtPrompt;

    internal int Run()
    {
        Console.CancelKeyPress += OnCancel;
        var exitCode = 0;
        while (!session.IsLeaving && ReadCommand() is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                exitCode = session.Run(line);
            }
        }

        return session.IsLeaving ? exitCode : 0;
    }

    private string? ReadCommand()
    {
        if (!Console.IsInputRedirected)
        {
            Console.Error.Write("sbm> ");
        }

        _isAtPrompt = true;
        var line = Console.ReadLine();
        _isAtPrompt = false;
        return line;
    }

    // At the prompt Ctrl+C drops the line instead of the session.
    private void OnCancel(object? sender, ConsoleCancelEventArgs pressed)
    {
        if (_isAtPrompt)
        {
            pressed.Cancel = true;
            Console.Error.WriteLine();
        }
    }
}
