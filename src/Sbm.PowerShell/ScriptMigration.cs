using System.Diagnostics;
using System.Management.Automation;
using Sbm.Core;
using Sbm.Core.Runs;

namespace Sbm;

/// <summary>
/// Runs a caller's own migration in the caller's session. Its output is shown as it comes; figures that it returns last are
/// taken into the run.
/// </summary>
internal sealed class ScriptMigration(SbmCommand cmdlet, ScriptBlock script)
{
    // Errors come along with the output: invoked like this, the engine would drop them.
    // The engine's own pipeline hands each object over the moment it is written; invoking the block alone would give them all at
    // its end. The names keep clear of the caller's variables, which the block sees through this scope.
    private static readonly ScriptBlock Runner = ScriptBlock.Create(
        "param($__sbmScript, $__sbmSink, $__sbmOutput) & $__sbmScript 2>&1 | & $__sbmSink -Taker $__sbmOutput");

    internal MigrationOutcome Run()
    {
        var output = new ScriptOutput(cmdlet);
        var exitCode = new NativeExitCode(cmdlet.SessionState.PSVariable);
        var watch = Stopwatch.StartNew();
        try
        {
            cmdlet.InvokeCommand.InvokeScript(false, Runner, null, script, ScriptOutputSink.Command, output);
            var code = exitCode.End();
            return code is null or 0
                ? Outcome(output, watch.Elapsed)
                : Outcome(output, watch.Elapsed) with
                {
                    Status = RunStatus.Failed,
                    Failure = Failure($"A native command in the script ended with exit code {code}.", null, "Mend what it reported; or, if that code means success, end the script with $global:LASTEXITCODE = 0."),
                };
        }
        catch (PipelineStoppedException stop)
        {
            return Outcome(output, watch.Elapsed) with { Status = RunStatus.Interrupted, Leaving = stop };
        }
        catch (ExitException exit)
        {
            var code = LanguagePrimitives.TryConvertTo<int>(exit.Argument, out var number) ? number : 0;
            return Outcome(output, watch.Elapsed) with
            {
                Status = code == 0 ? RunStatus.Success : RunStatus.Failed,
                Failure = code == 0 ? null : Failure($"The script ended with exit {code}.", exit),
                Leaving = exit,
            };
        }
        catch (FlowControlException stray)
        {
            return Outcome(output, watch.Elapsed) with
            {
                Status = RunStatus.Failed,
                Failure = Failure($"The script used '{Keyword(stray)}' outside a loop.", stray),
            };
        }
        catch (RuntimeException error)
        {
            return Outcome(output, watch.Elapsed) with
            {
                Status = RunStatus.Failed,
                Failure = Failure(error.ErrorRecord?.Exception.Message ?? error.Message, error),
            };
        }
    }

    private static MigrationOutcome Outcome(ScriptOutput output, TimeSpan elapsed)
    {
        var figures = output.Finish();
        return new MigrationOutcome
        {
            Status = RunStatus.Success,
            AutomationTime = elapsed,
            ManualEstimate = figures.ManualEstimate,
            LinesMigrated = figures.LinesMigrated,
            FilesCreated = figures.FilesCreated,
            ScssLines = figures.ScssLines,
            ReportPath = figures.ReportPath,
            PullRequestUrl = figures.PullRequestUrl,
        };
    }

    private ErrorRecord Failure(string message, Exception? cause, string action = "Mend the script block and run the command again; the run is recorded as failed.") => SbmErrors.ToRecord(
        new SbmException("ScriptFailed", message, action, inner: cause),
        "ScriptFailed",
        script);

    private static string Keyword(FlowControlException stray) => stray switch
    {
        BreakException => "break",
        ContinueException => "continue",
        _ => stray.GetType().Name,
    };
}
