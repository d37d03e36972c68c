using R2.Emulator;

namespace R2.Contract.Calls;

/// <summary>What the calls share: a client and what earlier calls found.</summary>
internal sealed class CallContext : IDisposable
{
    public const string Bucket = RawRequests.Bucket;
    public const string Other = RawRequests.Other;

    private readonly R2EmulatorServer _emulator;
    private readonly HttpMessageHandler _transport;
    private readonly Dictionary<R2Jurisdiction, R2ApiClient> _clients = [];

    public CallContext(R2EmulatorServer emulator, HttpMessageHandler transport)
    {
        _emulator = emulator;
        _transport = transport;
        Credential = new R2Credential(emulator.AccessKeyId, emulator.SecretAccessKey);
    }

    public R2ApiClient Client => In(R2Jurisdiction.Default);

    public R2Credential Credential { get; }

    public Uri Endpoint => _emulator.Endpoint;

    public string JobId { get; set; } = "";

    public string RuleId { get; set; } = "";

    public string MigrationId { get; set; } = "";

    public R2ApiClient In(R2Jurisdiction jurisdiction)
    {
        if (!_clients.TryGetValue(jurisdiction, out R2ApiClient? client))
        {
            _clients[jurisdiction] = client = new R2ApiClient(new R2ApiClientOptions
            {
                Token = new R2ApiToken(_emulator.ApiToken),
                AccountId = _emulator.AccountId,
                BaseAddress = _emulator.ApiEndpoint,
                Jurisdiction = jurisdiction,
                Transport = _transport,
                Retry = new() { MaxAttempts = 1 },
            });
        }

        return client;
    }

    public static async Task ReadAsync<T>(IAsyncEnumerable<T> pages)
    {
        await foreach (T _ in pages)
        {
        }
    }

    public void Dispose()
    {
        foreach (R2ApiClient client in _clients.Values)
        {
            client.Dispose();
        }
    }
}
