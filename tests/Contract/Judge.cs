namespace R2.Contract;

/// <summary>Sends what the contract knows through Prism, and everything else straight to the emulator; keeps Prism's complaints.</summary>
internal sealed class Judge : HttpMessageHandler
{
    private const string Root = "/client/v4";

    /// <summary>Cloudflare's API beyond R2, for tokens, zones, queues and usage.</summary>
    private static readonly string[] s_beyond = ["/user/tokens/verify", "/tokens/verify", "/zones", "/queues", "/graphql"];

    private readonly ContractDocument _contract;
    private readonly Uri _prism;
    private readonly HttpMessageInvoker _network = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly List<string> _complaints = [];
    private readonly HashSet<string> _met = [];

    public Judge(ContractDocument contract, Uri prism)
    {
        _contract = contract;
        _prism = prism;
    }

    /// <summary>Operations of the contract that have been asked for.</summary>
    public IReadOnlyCollection<string> Met => _met;

    /// <summary>The complaints since the last call.</summary>
    public IReadOnlyList<string> TakeComplaints()
    {
        List<string> taken = [.. _complaints];
        _complaints.Clear();
        return taken;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Uri uri = request.RequestUri!;
        string path = uri.AbsolutePath[Root.Length..];
        string sent = $"{request.Method} {path}{uri.Query}";
        if (_contract.Find(request.Method.Method, path) is not { } operation)
        {
            if (!s_beyond.Any(path.EndsWith))
            {
                _complaints.Add($"{sent} is not in the contract");
            }

            return await _network.SendAsync(request, cancellationToken);
        }

        _met.Add(operation);
        request.RequestUri = new Uri(_prism, path + uri.Query);
        request.Headers.Host = null;
        HttpResponseMessage response = await _network.SendAsync(request, cancellationToken);
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            _complaints.Add($"{sent}: {await response.Content.ReadAsStringAsync(cancellationToken)}");
        }

        return response;
    }

    protected override void Dispose(bool disposing)
    {
        _network.Dispose();
        base.Dispose(disposing);
    }
}
