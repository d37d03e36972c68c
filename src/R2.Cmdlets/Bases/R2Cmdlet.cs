using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Display;
using R2.Cmdlets.Drive.Paths;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Pipeline;
using R2.Cmdlets.Simulations;
using R2.Cmdlets.Transfers;
using R2.Simulation;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that talks to R2: it has a connection before its first input comes.</summary>
public abstract partial class R2Cmdlet : AsyncCmdlet
{
    private SimulationSession? _simulation;
    private RunspaceState? _state;

    [Parameter]
    [ConnectionInput]
    public R2Connection? Connection { get; set; }

    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string? ProfileName { get; set; }

    /// <summary>The connection in use; set from <see cref="BeginInput"/> on.</summary>
    internal R2Connection Session { get; private set; } = null!;

    /// <summary>Client of the connection, or the one that it has in a simulation; it tells of its requests where -Verbose or -Debug wants to know.</summary>
    internal R2Client Client { get; set; } = null!;

    /// <summary>Client of Cloudflare's own API, as <see cref="Client"/>; of commands that name the permission group that they need.</summary>
    private protected R2ApiClient Api { get; private set; } = null!;

    /// <summary>The permission groups that an API token needs for this command, in words; null for commands of S3.</summary>
    private protected virtual string? ApiGroups => null;

    /// <summary>What the line gives and what is piped in; there from <see cref="BeginInput"/> on.</summary>
    internal PipedInput Piped { get; private set; } = null!;

    protected override void BeginInput()
    {
        Piped = new PipedInput(MyInvocation);
        if (Connection is not null && ProfileName is not null)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -Connection and -ProfileName are given; it must be one of them.");
        }

        RunspaceState state = RunspaceState.Current;
        _state = Changes ? state : null;
        _state?.NoteChange();
        bool isNamed = Connection is not null || ProfileName is not null;
        Session = Connection ?? (state.HasDrives && !isNamed && this is IBucketCmdlet named ? FindDrive(named) : null)?.Connection ?? state.FindConnection(ProfileName, Connector.OfProcess, Announce)
            ?? throw new R2Exception("NotConnected", state.HasLeftEmulator
                ? "The emulator that this session was connected to was stopped, and no connection was in use before it."
                : "This session is not connected to R2.");
        if (Preference.IsOn(this, "Verbose"))
        {
            WriteVerbose($"Connection: {Session}, from {Session.Source}");
        }

        Session.ThrowIfClosed();
        EndAfter(Session.Options.Retry.TotalTimeout);
        _simulation = state.FindSimulation();
        if (_simulation is not null)
        {
            WriteVerbose($"Simulation: {_simulation.Simulation}");
            _simulation.Simulation.Unrecorded += OnUnrecorded;
        }

        Client = ClientOf(Session);
        if (ApiGroups is { } groups)
        {
            bool debug = Preference.IsOn(this, "Debug");
            R2ApiClient api = FindApi(groups);
            Api = debug || Preference.IsOn(this, "Verbose") ? api.WithObserver(report => WriteReport(report, debug)) : api;
        }
    }

    /// <summary>Client of a connection, or the one that it has in a simulation; it tells of its requests where -Verbose or -Debug wants to know.</summary>
    internal R2Client ClientOf(R2Connection connection)
    {
        connection.ThrowIfClosed();
        bool debug = Preference.IsOn(this, "Debug");
        R2Client client = _simulation?.ClientOf(connection) ?? connection.Client;
        return debug || Preference.IsOn(this, "Verbose") ? client.WithObserver(report => WriteReport(report, debug)) : client;
    }

    /// <summary>Says of the client that the command sends so many requests at once.</summary>
    private protected void SendAtOnce(int requests)
    {
        if (requests > R2Client.UnaskedConcurrency)
        {
            Client = Client.ForAtOnce(requests);
        }
    }

    /// <summary>Does a step for each bucket that an input names; an input that names none is one error about it, and the pipeline goes on.</summary>
    /// <param name="input">What is piped in, or null.</param>
    /// <param name="bucketName">What PowerShell made of -BucketName.</param>
    /// <param name="step">What to do.</param>
    private protected void ForEachBucket(PSObject? input, string[]? bucketName, Action<string> step) => WriteErrorOnFailure(input, () =>
    {
        RefuseOtherDrive(input);
        foreach (string one in Piped.Buckets(input, bucketName))
        {
            step(one);
        }
    });

    /// <summary>A row of a drive is in that drive's account: with another connection, what has the same name there would be meant.</summary>
    /// <exception cref="R2Exception">It is one, and the drive's connection is another than this command's, which the line did not name.</exception>
    private protected void RefuseOtherDrive(PSObject? input)
    {
        if (input is not null && Connection is null && ProfileName is null && RunspaceState.Current.HasDrives && DriveTarget.Of(this, input) is { } drive && !ReferenceEquals(drive.Connection, Session))
        {
            throw new PipedRow(input).Refuse($"belongs to the drive {drive.Name}:, which has a connection of its own: add -Connection (Get-PSDrive {drive.Name}).Connection");
        }
    }

    /// <summary>Says what a transfer has to tell, from any thread.</summary>
    internal void Tell(R2TransferEvent told)
    {
        if (TransferMessages.IsWarning(told.Kind))
        {
            Notify(TransferMessages.For(told));
        }
        else
        {
            Inform(TransferMessages.For(told));
        }
    }

    protected override void Dispose(bool disposing)
    {
        _state?.NoteChange();
        if (_simulation is not null)
        {
            _simulation.Simulation.Unrecorded -= OnUnrecorded;
        }

        base.Dispose(disposing);
    }

    /// <summary>Whether the command changes what drives show.</summary>
    private bool Changes => MyInvocation.MyCommand is not CmdletInfo { Verb: VerbsCommon.Get or VerbsDiagnostic.Test or VerbsDiagnostic.Measure or VerbsCommunications.Read };

    private R2ApiClient FindApi(string groups)
    {
        try
        {
            return _simulation?.ApiOf(Session) ?? Session.Api;
        }
        catch (R2Exception e) when (e.Code == ApiAccess.TokenRequired)
        {
            throw new R2Exception(e.Code, $"{MyInvocation.MyCommand.Name} asks Cloudflare's own API, and the connection {Session} has no API token. It needs one with the permission group {groups}.", e);
        }
    }

    private void WriteReport(R2RequestReport report, bool debug)
    {
        Post(() => WriteVerbose(report.ToString()));
        if (debug)
        {
            Post(() => WriteDebug(RequestText.For(report)));
        }
    }

    /// <summary>A connection that was made by itself says once what it goes by.</summary>
    private void Announce(R2Connection connection) => connection.Describe(Preference.IsOn(this, "Verbose") ? WriteVerbose : null, WriteWarning);

    private void OnUnrecorded(object? sender, R2UnrecordedRequest request) => Notify($"{request.Message} It got the response that R2 gives for what does not exist.");
}
