using System.Security.Cryptography;
using R2.Emulator.Auth;
using R2.Emulator.Errors;
using R2.Emulator.Http;
using R2.Emulator.Operations.Buckets;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Stores;

namespace R2.Emulator;

/// <summary>
/// An S3 endpoint on 127.0.0.1 with R2's rules, in this process: for tests, demos and CI. Stop it by <see cref="Stop"/> or disposal.
/// </summary>
public sealed class R2EmulatorServer : IAsyncDisposable, IDisposable
{
    private readonly HttpServer _server;
    private readonly IObjectStore _store;

    private R2EmulatorServer(R2EmulatorOptions options, IObjectStore store)
    {
        AccountId = options.AccountId ?? RandomHex(16);
        AccessKeyId = options.AccessKeyId ?? RandomHex(16);
        SecretAccessKey = options.SecretAccessKey ?? RandomHex(32);
        _store = store;
        Requests = new RequestLog(options.RequestLogCapacity);
        Account account = new Account(AccountId, store, options.TimeProvider);
        foreach (string bucket in options.Buckets)
        {
            account.Create(BucketOperations.IsValidName(bucket) ? bucket : throw S3Errors.InvalidBucketName(), null);
        }

        EmulatorCredential own = new EmulatorCredential { AccessKeyId = AccessKeyId, SecretAccessKey = SecretAccessKey };
        SignatureVerifier verifier = new SignatureVerifier(new CredentialStore(AccountId, [own, .. options.AdditionalCredentials]));
        RequestPipeline pipeline = new RequestPipeline(options, account, verifier, Faults, Requests);
        _server = new HttpServer(options.Port, pipeline.HandleAsync);
        Endpoint = new Uri($"http://127.0.0.1:{_server.Port}{pipeline.PathPrefix}");
    }

    /// <summary>Where it listens, with the path prefix if there is one.</summary>
    public Uri Endpoint { get; }

    /// <summary>The TCP port.</summary>
    public int Port => _server.Port;

    /// <summary>Account id, 32 hex digits.</summary>
    public string AccountId { get; }

    /// <summary>Access key id of the credentials that may do everything.</summary>
    public string AccessKeyId { get; }

    /// <summary>Their secret access key.</summary>
    public string SecretAccessKey { get; }

    /// <summary>The folder that everything is kept in; null for memory.</summary>
    public string? StorePath => _store.Path;

    /// <summary>What is to go wrong.</summary>
    public FaultInjector Faults { get; } = new();

    /// <summary>The requests that came.</summary>
    public RequestLog Requests { get; }

    /// <summary>Starts an emulator; it serves when this returns.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    /// <exception cref="IOException">The folder of <see cref="R2EmulatorOptions.StorePath"/> holds something else, is damaged, or another emulator uses it.</exception>
    public static R2EmulatorServer Start(R2EmulatorOptions? options = null)
    {
        options ??= new R2EmulatorOptions();
        IObjectStore store = options.StorePath is null ? new MemoryStore() : new FolderStore(options.StorePath);
        try
        {
            return new R2EmulatorServer(options, store);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    /// <summary>Closes the port and breaks all connections. May be called more than once.</summary>
    public void Stop()
    {
        _server.Dispose();
        _store.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => Stop();

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Stop();
        return ValueTask.CompletedTask;
    }

    /// <summary>The endpoint; never the secret.</summary>
    public override string ToString() => $"R2 emulator at {Endpoint}";

    private static string RandomHex(int bytes) => Convert.ToHexString(RandomNumberGenerator.GetBytes(bytes)).ToLowerInvariant();
}
