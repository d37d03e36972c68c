using System.Management.Automation;
using System.Reflection;

namespace R2.Unit.Support;

/// <summary>
/// Stands in for <c>Select-Object -First</c>, which the bare engine lacks: it ends the pipeline as that does, by an exception that the engine keeps
/// internal and that reaches the upstream command without a call of StopProcessing.
/// </summary>
[Cmdlet(VerbsCommon.Select, "First")]
public sealed class SelectFirstCommand : PSCmdlet
{
    private static readonly ConstructorInfo s_stopUpstream = typeof(PSCmdlet).Assembly
        .GetType("System.Management.Automation.StopUpstreamCommandsException", throwOnError: true)!
        .GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Single();

    [Parameter(Position = 0)]
    public int Count { get; set; } = 1;

    [Parameter(ValueFromPipeline = true)]
    public object? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        WriteObject(InputObject);
        if (--Count <= 0)
        {
            throw (Exception)s_stopUpstream.Invoke([this]);
        }
    }
}
