using System.Management.Automation;
using R2.Cmdlets.Connections;

namespace R2.Cmdlets.Common;

/// <summary>A cmdlet that talks to R2: it has a connection before its first input comes.</summary>
public abstract class R2Cmdlet : AsyncCmdlet
{
    [Parameter]
    public R2Connection? Connection { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ProfileName { get; set; }

    /// <summary>The connection in use; set from <see cref="BeginInput"/> on.</summary>
    protected R2Connection Session { get; private set; } = null!;

    protected R2Client Client => Session.Client;

    protected override void BeginInput()
    {
        if (ProfileName is not null)
        {
            throw Profiles.NotFound(ProfileName);
        }

        Session = Connection ?? RunspaceState.Current.FindConnection()
            ?? throw new R2Exception("NotConnected", "There is no connection to R2 in this session.");
        WriteVerbose($"Connection: {Session}, from {Session.Source}");
    }
}
