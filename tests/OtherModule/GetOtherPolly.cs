using System.Management.Automation;
using Polly;

namespace OtherModule;

/// <summary>Tells which Polly this module works with: it builds a pipeline with it.</summary>
[Cmdlet(VerbsCommon.Get, "OtherPolly")]
public sealed class GetOtherPolly : PSCmdlet
{
    protected override void ProcessRecord() => WriteObject(new ResiliencePipelineBuilder().Build().GetType().Assembly.Location);
}
