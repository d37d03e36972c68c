using System.Globalization;
using System.Net;
using System.Text;
using System.Web;
using R2.Unit.Support;

namespace R2.Unit.Core.Listing;

/// <summary>A server whose lists are in an order of its own, or wrong.</summary>
internal sealed class ListServer(IEnumerable<string> keys, IComparer<string> order, int pageSize = 5) : HttpMessageHandler
{
    private readonly string[] _keys = [.. keys.Order(order)];

    public bool IgnoresStartAfter { get; init; }

    /// <summary>Keys that a list leaves out behind what it is to start after.</summary>
    public int Skips { get; init; }

    /// <summary>Says of a list that was to start after something that it ends with its first page.</summary>
    public bool EndsEarly { get; init; }

    /// <summary>Answers a list that is to start after something with this status.</summary>
    public HttpStatusCode? Refuses { get; init; }

    /// <summary>Whether pages behind the first of a list that was to start after something repeat its last key.</summary>
    public bool Repeats { get; init; }

    public R2Client NewClient() => new(new R2ClientOptions
    {
        Credential = new R2Credential("access", "secret"),
        Endpoint = new Uri("https://example.com"),
        BreakerFailureThreshold = 0,
        Retry = TransferFixture.Retry,
        Transport = this,
    });

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await Task.Yield();
        System.Collections.Specialized.NameValueCollection query = HttpUtility.ParseQueryString(request.RequestUri!.Query);
        (string? after, string? token) = (query["start-after"], query["continuation-token"]);
        if (after is not null && Refuses is { } status)
        {
            return StubTransport.XmlAnswer("<Error><Code>NotImplemented</Code><Message>no start-after</Message></Error>", status);
        }

        int begin = 0;
        if (token is not null)
        {
            begin = int.Parse(token, CultureInfo.InvariantCulture) - (Repeats && after is not null ? 1 : 0);
        }
        else if (after is not null && !IgnoresStartAfter)
        {
            begin = Math.Min(_keys.Count(key => order.Compare(key, after) <= 0) + Skips, _keys.Length);
        }

        string[] page = [.. _keys.Skip(begin).Take(int.Parse(query["max-keys"] ?? "1000", CultureInfo.InvariantCulture)).Take(pageSize)];
        bool isTruncated = begin + page.Length < _keys.Length && !(EndsEarly && after is not null);
        StringBuilder document = new("<ListBucketResult><EncodingType>url</EncodingType>");
        foreach (string key in page)
        {
            document.Append(CultureInfo.InvariantCulture, $"<Contents><Key>{Uri.EscapeDataString(key)}</Key><Size>1</Size></Contents>");
        }

        document.Append(CultureInfo.InvariantCulture, $"<IsTruncated>{(isTruncated ? "true" : "false")}</IsTruncated>");
        document.Append(isTruncated ? $"<NextContinuationToken>{begin + page.Length}</NextContinuationToken></ListBucketResult>" : "</ListBucketResult>");
        return StubTransport.XmlAnswer(document.ToString());
    }
}
