using System.Management.Automation;
using R2.Cmdlets.Completion;
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
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The connection in use; set from <see cref="BeginInput"/> on.</summary>
    protected R2Connection Session { get; private set; } = null!;

    /// <summary>Client of the connection; it tells of its requests where -Verbose or -Debug wants to know.</summary>
    protected R2Client Client { get; private set; } = null!;

    protected override void BeginInput()
    {
        if (Connection is not null && ProfileName is not null)
        {
            throw new R2Exception("InvalidArgument", "Both -Connection and -ProfileName are given; allowed is one of them.");
        }

        Session = Connection ?? RunspaceState.Current.FindConnection(ProfileName, Connector.OfProcess, Announce)
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

    /// <summary>A connection that was made by itself says once what it goes by.</summary>
    private void Announce(R2Connection connection) => connection.Tell(WriteVerbose, WriteWarning);
}
