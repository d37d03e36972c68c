using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Errors;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Connection")]
[OutputType(typeof(R2Connection))]
public sealed class GetR2ConnectionCommand : PSCmdlet
{
    protected override void EndProcessing()
    {
        try
        {
            if (RunspaceState.Current.FindConnection(profileName: null, Connector.OfProcess) is { } connection)
            {
                WriteObject(connection);
            }
        }
        catch (R2Exception exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, target: null));
        }
    }
}
