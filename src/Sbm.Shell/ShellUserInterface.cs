using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace Sbm.Shell;

/// <summary>Objects go to standard output; errors, warnings, verbose, debug and progress to standard error.</summary>
internal sealed class ShellUserInterface(bool isInteractive) : PSHostUserInterface
{
    private readonly ShellRawUserInterface _raw = new();
    private readonly ProgressLine _progress = new();

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    public override void Write(string value) => Out(value);

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Out(value);

    public override void WriteLine(string value) => Out(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => Error(value);

    public override void WriteWarningLine(string message) => Error("WARNING: " + message);

    public override void WriteVerboseLine(string message) => Error("VERBOSE: " + message);

    public override void WriteDebugLine(string message) => Error("DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => Answer();

    public override SecureString ReadLineAsSecureString()
    {
        RefuseWithoutTerminal();
        var secret = new SecureString();
        for (var key = Console.ReadKey(intercept: true); key.Key != ConsoleKey.Enter; key = Console.ReadKey(intercept: true))
        {
            if (key.Key == ConsoleKey.Backspace && secret.Length > 0)
            {
                secret.RemoveAt(secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.AppendChar(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        ShowQuestion(caption, message);
        var answers = new Dictionary<string, PSObject>();
        foreach (var field in descriptions)
        {
            Console.Error.Write(field.Name + ": ");
            answers[field.Name] = PSObject.AsPSObject(Answer());
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        ShowQuestion(caption, message);
        while (true)
        {
            var offers = choices.Select((choice, i) => $"[{KeyOf(choice)}] {choice.Label.Replace("&", string.Empty, StringComparison.Ordinal)}{(i == defaultChoice ? " (default)" : string.Empty)}");
            Console.Error.Write(string.Join("  ", offers) + ": ");
            var answer = Answer().Trim();
            if (answer.Length == 0 && defaultChoice >= 0)
            {
                return defaultChoice;
            }

            for (var i = 0; i < choices.Count; i++)
            {
                if (answer.Equals(KeyOf(choices[i]), StringComparison.OrdinalIgnoreCase)
                    || answer.Equals(choices[i].Label.Replace("&", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))
                {
                    return i;
                }
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        throw new PSNotSupportedException("This console does not ask for credentials. Give them as a parameter.");

    public override PSCredential PromptForCredential(
        string caption,
        string message,
        string userName,
        string targetName,
        PSCredentialTypes allowedCredentialTypes,
        PSCredentialUIOptions options) => PromptForCredential(caption, message, userName, targetName);

    private void Out(string text)
    {
        _progress.Clear();
        Console.Out.Write(GetOutputString(text, SupportsVirtualTerminal));
    }

    private void Error(string line)
    {
        _progress.Clear();
        Console.Error.WriteLine(GetOutputString(line, supportsVirtualTerminal: !Console.IsErrorRedirected));
    }

    private void ShowQuestion(string caption, string message)
    {
        RefuseWithoutTerminal();
        foreach (var line in new[] { caption, message }.Where(static line => !string.IsNullOrEmpty(line)))
        {
            Error(line);
        }
    }

    private string Answer()
    {
        RefuseWithoutTerminal();
        return Console.ReadLine() ?? throw new PSInvalidOperationException("The input has ended before the question was answered.");
    }

    private void RefuseWithoutTerminal()
    {
        if (!isInteractive && Console.IsInputRedirected)
        {
            throw new PSInvalidOperationException("A question cannot be asked, because the input is not a terminal. Give every mandatory parameter, and -Force or -Confirm:$false.");
        }
    }

    private static string KeyOf(ChoiceDescription choice)
    {
        var mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString() : choice.Label;
    }
}
