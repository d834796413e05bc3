using System.Globalization;
using System.Management.Automation.Host;

namespace Sbm.Shell;

/// <summary>The engine's host: a console, or a pipe.</summary>
internal sealed class ShellHost(bool isInteractive) : PSHost
{
    private readonly ShellUserInterface _ui = new(isInteractive);

    /// <summary>What <c>exit</c> was given; null while nobody has left.</summary>
    internal int? ExitCode { get; private set; }

    /// <summary>Whether to do without colours.</summary>
    internal static bool IsPlain => Console.IsOutputRedirected || !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public override string Name => "Sbm.Shell";

    public override Version Version { get; } = typeof(ShellHost).Assembly.GetName().Version!;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override PSHostUserInterface UI => _ui;

    public override CultureInfo CurrentCulture => CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.CurrentUICulture;

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This console has no nested prompts.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This console has no nested prompts.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
