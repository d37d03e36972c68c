using System.Management.Automation;
using System.Net.Sockets;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;
using R2.Cmdlets.Results;
using R2.Emulator;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Start, "R2Emulator", SupportsShouldProcess = true)]
[OutputType(typeof(R2Emulator))]
public sealed class StartR2EmulatorCommand : PSCmdlet
{
    /// <summary>Port on 127.0.0.1; a free one when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateRange(0, 65_535)]
    public int Port { get; set; }

    /// <summary>Buckets to begin with; the first becomes the connection's own.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Bucket")]
    [ValidateNotNull]
    public string[] BucketName { get; set; } = [];

    /// <summary>Folder to keep everything in across starts; memory when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? StorePath { get; set; }

    /// <summary>Credential to accept in place of a random one.</summary>
    [Parameter]
    public PSCredential? Credential { get; set; }

    protected override void ProcessRecord()
    {
        if (!ShouldProcess($"127.0.0.1:{Port}", "Start the R2 emulator and connect to it"))
        {
            return;
        }

        try
        {
            Array.ForEach(BucketName, R2Client.CheckBucketName);
            R2Emulator emulator = new(Serve());
            RunspaceState state = RunspaceState.Current;
            state.Emulators.Add(emulator);
            state.Choose(emulator.Connect(BucketName.Length > 0 ? BucketName[0] : null));
            WriteObject(emulator);
        }
        catch (Exception exception) when (exception is SocketException or IOException or UnauthorizedAccessException or ArgumentException or R2Exception)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, $"127.0.0.1:{Port}"));
        }
    }

    /// <summary>[pscredential]::Empty has no password at all, and stands for none.</summary>
    private PSCredential? Given => Credential is { Password: not null } ? Credential : null;

    private R2EmulatorServer Serve()
    {
        try
        {
            return R2EmulatorServer.Start(new R2EmulatorOptions
            {
                Port = Port,
                Buckets = BucketName,
                StorePath = StorePath is null ? null : FilePaths.Resolve(this, StorePath),
                AccessKeyId = Given?.UserName,
                SecretAccessKey = Given?.GetNetworkCredential().Password,
            });
        }
        catch (IOException e) when (StorePath is not null)
        {
            throw new R2Exception("EmulatorStoreUnusable", e.Message, e);
        }
    }
}
