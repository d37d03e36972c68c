using System.Management.Automation;
using System.Security;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Credentials;
using R2.Emulator;
using R2.Settings;

namespace R2.Cmdlets.Results;

/// <summary>An R2 on this machine, in this process.</summary>
public sealed class R2Emulator
{
    private const string Source = "Start-R2Emulator";

    private readonly R2EmulatorServer _server;
    private R2Connection? _connection;

    internal R2Emulator(R2EmulatorServer server) => _server = server;

    public Uri Endpoint => _server.Endpoint;

    public string AccountId => _server.AccountId;

    public string AccessKeyId => _server.AccessKeyId;

    /// <summary>For Connect-R2 in other sessions.</summary>
    public PSCredential Credential
    {
        get
        {
            SecureString secret = new();
            foreach (char character in _server.SecretAccessKey)
            {
                secret.AppendChar(character);
            }

            return new PSCredential(_server.AccessKeyId, secret);
        }
    }

    /// <summary>Token for its part of Cloudflare's own API, for Connect-R2 in other sessions.</summary>
    public SecureString ApiToken => SecureText.From(_server.ApiToken);

    /// <summary>Where its part of Cloudflare's own API is.</summary>
    public Uri ApiEndpoint => _server.ApiEndpoint;

    /// <summary>Folder of the objects; null where they are in memory.</summary>
    public string? StorePath => _server.StorePath;

    /// <summary>Faults to inject, an <c>R2.Emulator.FaultInjector</c>.</summary>
    public object Faults => _server.Faults;

    /// <summary>The requests so far, an <c>R2.Emulator.RequestLog</c>.</summary>
    public object Requests => _server.Requests;

    /// <summary>Lines to paste into a shell, or with <c>env</c> into a file, so that aws, s5cmd, rclone (remote <c>r2</c>) and this module use the emulator. A method, since they hold its secret.</summary>
    /// <param name="shell"><c>sh</c>, <c>pwsh</c> or <c>env</c>; null for that of the system.</param>
    public string Environment(string? shell = null) => EmulatorEnvironment.Write(_server, shell);

    internal void Add(Fault fault) => _server.Faults.Add(fault);

    internal void ClearFaults() => _server.Faults.Clear();

    internal R2Connection Connect(string? bucketName) => _connection = new ConnectionSettings
    {
        Values = SettingLayer.Empty
            .With(KnownSettings.AccountId, AccountId, Source)
            .With(KnownSettings.Endpoint, Endpoint, Source)
            .With(KnownSettings.BucketName, bucketName, Source),
        Credential = new(new R2Credential(_server.AccessKeyId, _server.SecretAccessKey), Source),
        ApiToken = new(new R2ApiToken(_server.ApiToken), Source),
    }.Connect(Source);

    /// <summary>Transfers over the connection that it was started with end first, and clean up while it still runs.</summary>
    internal void Stop()
    {
        _connection?.CloseAsync().Wait(TransferDefaults.CleanUpTimeout);
        _server.Stop();
    }

    public override string ToString() => _server.ToString();
}
