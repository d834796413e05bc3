using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace Sbm;

/// <summary>Questions of Sbm's own. Enter alone is No.</summary>
internal sealed class Question(PSCmdlet cmdlet, string caption)
{
    private const int Yes = 0;
    private const int YesToAll = 1;
    private const int No = 2;
    private const int NoToAll = 3;

    private static readonly Collection<ChoiceDescription> Choices =
    [
        new("&Yes", "Go on with this one."),
        new("Yes to &All", "Go on with this one and all that follow."),
        new("&No", "Leave this one as it is."),
        new("No to A&ll", "Leave this one and all that follow as they are."),
    ];

    private int? _forAll;

    /// <summary>Whether somebody said Yes.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="unasked">The answer where nobody can be asked.</param>
    internal bool IsAnsweredYes(string question, bool unasked = false)
    {
        var answer = _forAll ?? Ask(question, unasked ? Yes : No);
        _forAll = answer is YesToAll or NoToAll ? answer : null;
        return answer is Yes or YesToAll;
    }

    private int Ask(string question, int unasked)
    {
        if (Console.IsInputRedirected)
        {
            return unasked; // a prompt that reads the end of its input would end the session
        }

        try
        {
            return cmdlet.Host.UI.PromptForChoice(caption, question, Choices, No);
        }
        catch (Exception error) when (error is HostException or PSInvalidOperationException or PSNotSupportedException or NotImplementedException or NotSupportedException or IOException)
        {
            return unasked;
        }
    }
}
