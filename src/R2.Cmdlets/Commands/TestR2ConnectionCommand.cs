using System.Diagnostics;
using System.Management.Automation;
using System.Net.Sockets;
using System.Security.Authentication;
using R2.Cmdlets.Common;
using R2.Cmdlets.Completion;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Results;
using R2.Cmdlets.Testing;

namespace R2.Cmdlets.Commands;

/// <summary>Looks at what lies between here and a bucket, step by step; each comes with what to do about it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "R2Connection", SupportsShouldProcess = true)]
[OutputType(typeof(R2ConnectionTest), typeof(bool))]
public sealed class TestR2ConnectionCommand : R2BucketCmdlet
{
    private const string NotAsked = "only with -Write";
    private const string Offline = "a recording is replayed";

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

    protected override void ProcessInput()
    {
        string? bucket = BucketName ?? Session.BucketName;
        bool write = Write && bucket is not null && ShouldProcess(bucket, "Write and delete a test object");
        NetworkSteps network = new(Session.Options, Session.Endpoint);
        PermissionSteps permissions = new(Client, bucket, Prefix, RunspaceState.Current.FindSimulation() is not null);
        // These steps have sockets of their own, and a replay opens none.
        string? offline = RunspaceState.Current.IsReplay ? Offline : null;
        Start(Session.Endpoint, cancellation => RunAsync(network, offline, permissions, write, cancellation));
    }

    private async Task RunAsync(NetworkSteps network, string? offline, PermissionSteps permissions, bool write, CancellationToken cancellation)
    {
        bool passed = await TryAsync("Name resolution", network.ResolveAsync, offline, cancellation).ConfigureAwait(false);
        passed = await TryAsync("TCP", network.ConnectAsync, offline ?? (passed ? null : "the name is not known"), cancellation).ConfigureAwait(false);
        passed = await TryAsync("TLS", network.HandshakeAsync, offline ?? (passed ? null : "there is no connection"), cancellation).ConfigureAwait(false);
        string? unreached = passed ? null : "the endpoint cannot be reached";
        passed &= await TryAsync("Clock", network.ReadClockAsync, offline ?? unreached, cancellation).ConfigureAwait(false);
        bool known = await TryAsync("Credential", permissions.AuthenticateAsync, unreached, cancellation).ConfigureAwait(false);
        string? refused = unreached ?? (known ? null : "the credential is refused");
        passed &= known;
        passed &= await TryAsync("List", permissions.ListAsync, refused, cancellation).ConfigureAwait(false);
        bool reads = await TryAsync("Read", permissions.ReadAsync, refused, cancellation).ConfigureAwait(false);
        string? unwanted = refused ?? (write ? null : NotAsked);
        passed &= reads & await TryAsync("Write", permissions.WriteAsync, unwanted, cancellation).ConfigureAwait(false);
        passed &= await TryAsync("Delete", permissions.DeleteAsync, unwanted, cancellation).ConfigureAwait(false);
        passed &= await TryAsync("Latency", permissions.MeasureAsync, refused ?? (reads ? null : "reading is refused"), cancellation).ConfigureAwait(false);
        if (Quiet)
        {
            await WriteObjectAsync(passed).ConfigureAwait(false);
        }
    }

    /// <returns>Whether the next step makes sense.</returns>
    private async Task<bool> TryAsync(string name, Func<CancellationToken, Task<Finding>> step, string? skip, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        Finding finding;
        try
        {
            finding = skip is null ? await step(cancellation).ConfigureAwait(false) : Finding.Skipped(skip);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested
            && e is R2Exception or SocketException or AuthenticationException or HttpRequestException or IOException or OperationCanceledException)
        {
            finding = Finding.Failed(e.Message, Remedies.For(CodeOf(e)));
        }

        if (!Quiet)
        {
            TimeSpan duration = Stopwatch.GetElapsedTime(start);
            await WriteObjectAsync(new R2ConnectionTest { Name = name, Status = finding.Status, Detail = finding.Detail, Remedy = finding.Remedy, Duration = duration }).ConfigureAwait(false);
        }

        return finding.Status != R2TestStatus.Failed && skip is null or NotAsked or Offline;
    }

    private static string CodeOf(Exception exception) => exception switch
    {
        R2Exception e => e.Code,
        AuthenticationException or HttpRequestException { InnerException: AuthenticationException } => R2ErrorCodes.TlsFailed,
        _ => R2ErrorCodes.ConnectionFailed,
    };
}
