using System.Management.Automation;

namespace Sbm;

/// <summary>
/// The end of a script's own pipeline: hands each object over the moment it is written. A cmdlet, since Constrained Language mode lets
/// no script call a method; without the attribute of one, so that no module exports it. Public for the engine's sake.
/// </summary>
public sealed class ScriptOutputSink : PSCmdlet
{
    internal static readonly CmdletInfo Command = new("Out-SbmScript", typeof(ScriptOutputSink));

    /// <summary>Who takes the objects.</summary>
    [Parameter(Mandatory = true)]
    public ScriptOutput? Taker { get; set; }

    /// <summary>The next object.</summary>
    [Parameter(ValueFromPipeline = true)]
    [AllowNull]
    public PSObject? InputObject { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord() => Taker!.Take(InputObject);
}
