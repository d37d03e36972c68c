using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Diagnostics;

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

    /// <summary>Client of the connection; it tells of its requests where -Verbose or -Debug wants to know.</summary>
    protected R2Client Client { get; private set; } = null!;

    protected override void BeginInput()
    {
        if (ProfileName is not null)
        {
            throw Profiles.NotFound(ProfileName);
        }

        Session = Connection ?? RunspaceState.Current.FindConnection()
            ?? throw new R2Exception("NotConnected", "There is no connection to R2 in this session.");
        WriteVerbose($"Connection: {Session}, from {Session.Source}");
        (bool verbose, bool debug) = (Preference.IsOn(this, "Verbose"), Preference.IsOn(this, "Debug"));
        Client = verbose || debug ? Session.Client.Observe(report => Tell(report, debug)) : Session.Client;
    }

    private void Tell(R2RequestReport report, bool debug)
    {
        Post(() => WriteVerbose(report.ToString()));
        if (debug)
        {
            Post(() => WriteDebug(RequestText.Of(report)));
        }
    }
}
