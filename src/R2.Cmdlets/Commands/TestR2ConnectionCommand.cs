using System.Diagnostics;
using System.Management.Automation;
using System.Net.Sockets;
using System.Security.Authentication;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Connections.Diagnosis;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Commands;

/// <summary>Looks at what lies between here and a bucket, step by step; each comes with what to do about it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "R2Connection", SupportsShouldProcess = true)]
[OutputType(typeof(R2ConnectionTest), typeof(bool))]
public sealed class TestR2ConnectionCommand : R2Cmdlet, IBucketCmdlet
{
    private const string NotAsked = "only with -Write";
    private const string Offline = "a recording is replayed";

    /// <summary>Bucket to look into.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>Writes a small object too, and deletes it.</summary>
    [Parameter]
    public SwitchParameter Write { get; set; }

    /// <summary>Where to look, read and write, for credentials that reach no other keys.</summary>
    [Parameter]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string Prefix { get; set; } = "";

    /// <summary>Says only whether no step failed.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>How long a step may take, of those that the connection's own time-out does not end before.</summary>
    [Parameter]
    [ValidateRange(1, 3600)]
    public int TimeoutSeconds { get; set; } = 10;

    protected override void ProcessInput()
    {
        string? bucket = BucketName ?? Session.BucketName;
        TimeSpan patience = TimeSpan.FromSeconds(TimeoutSeconds);
        bool write = Write && bucket is not null && ShouldProcess(bucket, "Write and delete a test object");
        NetworkSteps network = new(Session.Options, Session.Endpoint, patience);
        PermissionSteps permissions = new(Client, bucket, Prefix, RunspaceState.Current.FindSimulation() is not null, patience);
        // These steps have sockets of their own, and a replay opens none.
        string? offline = RunspaceState.Current.IsReplay ? Offline : null;
        ApiSteps? api = Session.HasApiToken ? new ApiSteps(RunspaceState.Current.FindSimulation()?.ApiOf(Session) ?? Session.Api, bucket) : null;
        Start(Session.Endpoint, cancellation => RunAsync(network, offline, permissions, api, bucket, write, cancellation));
    }

    private async Task RunAsync(NetworkSteps network, string? offline, PermissionSteps permissions, ApiSteps? api, string? bucket, bool write, CancellationToken cancellation)
    {
        bool passed = true;
        async Task<string?> StepAsync(string name, Func<CancellationToken, Task<StepResult>> step, string? unwanted, string? obstacle)
        {
            StepResult finding = await TryAsync(name, bucket, step, obstacle ?? unwanted, cancellation).ConfigureAwait(false);
            passed &= finding.Status != R2TestStatus.Failed;
            return obstacle ?? (finding.IsObstacle ? $"{name} failed" : null);
        }

        string? unreached = await StepAsync("Name resolution", network.ResolveAsync, offline, null).ConfigureAwait(false);
        unreached = await StepAsync("TCP", network.ConnectAsync, offline, unreached).ConfigureAwait(false);
        unreached = await StepAsync("TLS", network.HandshakeAsync, offline, unreached).ConfigureAwait(false);
        unreached = await StepAsync("Clock", network.ReadClockAsync, offline, unreached).ConfigureAwait(false);
        string? refused = await StepAsync("Credential", permissions.AuthenticateAsync, null, unreached).ConfigureAwait(false);
        await StepAsync("List", permissions.ListAsync, null, refused).ConfigureAwait(false);
        string? unread = await StepAsync("Read", permissions.ReadAsync, null, refused).ConfigureAwait(false);
        string? unwanted = write ? null : NotAsked;
        await StepAsync("Write", permissions.WriteAsync, unwanted, refused).ConfigureAwait(false);
        await StepAsync("Delete", permissions.DeleteAsync, unwanted, refused).ConfigureAwait(false);
        await StepAsync("Latency", permissions.MeasureAsync, null, unread).ConfigureAwait(false);
        if (api is not null)
        {
            string? invalid = await StepAsync("API token", api.VerifyAsync, offline, null).ConfigureAwait(false);
            await StepAsync("API read", api.ReadAsync, null, invalid).ConfigureAwait(false);
        }

        if (Quiet)
        {
            await WriteObjectAsync(passed).ConfigureAwait(false);
        }
    }

    private async Task<StepResult> TryAsync(string name, string? bucket, Func<CancellationToken, Task<StepResult>> step, string? skip, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        StepResult finding;
        try
        {
            finding = skip is null ? await step(cancellation).ConfigureAwait(false) : StepResult.Skipped(skip);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested
            && e is R2Exception or SocketException or AuthenticationException or HttpRequestException or IOException or TimeoutException)
        {
            finding = StepResult.Failed(e.Message, Remedies.For(CodeOf(e), e));
        }

        if (!Quiet)
        {
            TimeSpan duration = Stopwatch.GetElapsedTime(start);
            await WriteObjectAsync(new R2ConnectionTest
            {
                Name = name,
                Status = finding.Status,
                Detail = finding.Detail,
                Remedy = finding.Remedy,
                Milliseconds = Math.Round(duration.TotalMilliseconds, 1),
                Endpoint = Session.Endpoint,
                BucketName = bucket,
            }).ConfigureAwait(false);
        }

        return finding;
    }

    private static string CodeOf(Exception exception) => exception switch
    {
        R2Exception e => e.Code,
        AuthenticationException or HttpRequestException { InnerException: AuthenticationException } => R2ErrorCodes.TlsFailed,
        TimeoutException => R2ErrorCodes.Timeout,
        _ => R2ErrorCodes.ConnectionFailed,
    };
}
