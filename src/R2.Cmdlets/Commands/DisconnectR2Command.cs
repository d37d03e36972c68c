using System.Management.Automation;
using R2.Cmdlets.Connections;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommunications.Disconnect, "R2")]
[OutputType(typeof(void))]
public sealed class DisconnectR2Command : PSCmdlet
{
    /// <summary>Connection to close; the session's own when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    public R2Connection? Connection { get; set; }

    protected override void ProcessRecord()
    {
        RunspaceState state = RunspaceState.Current;
        if ((Connection ?? state.Connection) is { } closed)
        {
            state.Forget(closed);
            closed.Close();
        }
    }
}
