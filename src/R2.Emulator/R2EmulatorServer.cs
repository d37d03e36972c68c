using System.Security.Cryptography;
using R2.Emulator.Api;
using R2.Emulator.Api.Routing;
using R2.Emulator.Api.Tokens;
using R2.Emulator.Auth;
using R2.Emulator.Errors;
using R2.Emulator.Http;
using R2.Emulator.Operations;
using R2.Emulator.Operations.Buckets;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Stores;

namespace R2.Emulator;

/// <summary>
/// An S3 endpoint on 127.0.0.1 with R2's rules, in this process: for tests, demos and CI. <see cref="Stop"/> or disposal stops it.
/// </summary>
public sealed class R2EmulatorServer : IAsyncDisposable, IDisposable
{
    private readonly HttpServer _server;
    private readonly IObjectStore _store;

    private R2EmulatorServer(R2EmulatorOptions options, IObjectStore store)
    {
        AccountId = options.AccountId ?? RandomHex(16);
        ApiToken = options.ApiToken ?? RandomHex(20);

        // The key pair of the token, unless another one is given: then the token's is accepted, too.
        string tokenId = options.SecretAccessKey is null ? options.AccessKeyId ?? RandomHex(16) : RandomHex(16);
        AccessKeyId = options.AccessKeyId ?? (options.SecretAccessKey is null ? tokenId : RandomHex(16));
        SecretAccessKey = options.SecretAccessKey ?? TokenStore.SecretOf(ApiToken);
        _store = store;
        Requests = new RequestLog(options.RequestLogCapacity);
        Account account = new Account(AccountId, store, options.TimeProvider);
        foreach (string bucket in options.Buckets)
        {
            account.Create(BucketOperations.IsValidName(bucket) ? bucket : throw S3Errors.InvalidBucketName(), null);
        }

        EmulatorCredential own = new EmulatorCredential { AccessKeyId = AccessKeyId, SecretAccessKey = SecretAccessKey };
        List<ApiToken> tokens = [new ApiToken(tokenId, new EmulatorApiToken { Value = ApiToken })];
        tokens.AddRange(options.AdditionalApiTokens.Select(token => new ApiToken(token.Id ?? RandomHex(16), token)));
        CredentialStore credentials = new CredentialStore(AccountId, [own, .. options.AdditionalCredentials, .. tokens.Select(token => token.ToCredential())]);
        ApiPipeline api = new ApiPipeline(new ApiState(account, options.Api, new TokenStore(tokens), credentials, Requests));
        RequestPipeline pipeline = new RequestPipeline(options, account, new SignatureVerifier(credentials), api, Faults, Requests);
        _server = new HttpServer(options.Port, pipeline.HandleAsync);
        Endpoint = new Uri($"http://127.0.0.1:{_server.Port}{pipeline.PathPrefix}");
        ApiEndpoint = new Uri($"http://127.0.0.1:{_server.Port}{pipeline.PathPrefix}{ApiPath.Root}");
    }

    /// <summary>Address of the endpoint, including the path prefix.</summary>
    public Uri Endpoint { get; }

    /// <summary>Address of the emulator's part of Cloudflare's API: <see cref="Endpoint"/> and <c>/client/v4</c>.</summary>
    public Uri ApiEndpoint { get; }

    /// <summary>The TCP port.</summary>
    public int Port => _server.Port;

    /// <summary>Account id, 32 hex digits.</summary>
    public string AccountId { get; }

    /// <summary>Access key id of the credential with all permissions.</summary>
    public string AccessKeyId { get; }

    /// <summary>Secret access key of the credential with all permissions.</summary>
    public string SecretAccessKey { get; }

    /// <summary>API token with all permissions. Its id is <see cref="AccessKeyId"/> and its SHA-256 <see cref="SecretAccessKey"/>, unless options give another key pair.</summary>
    public string ApiToken { get; }

    /// <summary>Folder of the store; null for a store in memory.</summary>
    public string? StorePath => _store.Path;

    /// <summary>The faults to inject.</summary>
    public FaultInjector Faults { get; } = new();

    /// <summary>The requests received.</summary>
    public RequestLog Requests { get; }

    /// <summary>Names of the operations of S3 and ids of those of the API, for <see cref="Fault.Operation"/> and <see cref="RequestLog.CountOf"/>.</summary>
    public static IReadOnlyList<string> Operations => [.. OperationTable.Names.Concat(ApiRoutes.Names).Order(StringComparer.OrdinalIgnoreCase)];

    /// <summary>Starts an emulator, which accepts requests when this method returns.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">The port is in use.</exception>
    /// <exception cref="IOException">The folder <see cref="R2EmulatorOptions.StorePath"/> contains something else, is damaged, or is used by another emulator.</exception>
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

    /// <summary>Closes the port and all connections. Can be called more than once.</summary>
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
