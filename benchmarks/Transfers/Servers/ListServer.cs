using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace R2.TransferBenchmark.Servers;

/// <summary>
/// Answers ListObjectsV2 with canned pages of 1,000 keys that differ in their number, as fast as it can write: listing then shows the client, not a server's index.
/// </summary>
internal sealed partial class ListServer
{
    private const int PageSize = 1000;

    private const string EmptyETag = "d41d8cd98f00b204e9800998ecf8427e";

    private readonly int _pages;
    private readonly bool _isEmpty;
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    /// <param name="count">Number of keys.</param>
    /// <param name="isEmpty">Whether the objects have no bytes; otherwise each has its number for its size.</param>
    public ListServer(int count, bool isEmpty)
    {
        (_pages, _isEmpty) = (count / PageSize, isEmpty);
        _listener.Start();
    }

    /// <summary>Key of an object below the prefix <c>logs/</c>.</summary>
    public static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"2026/11/{index:D9}.json");

    public string Address => $"http://{_listener.LocalEndpoint}";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TcpClient client = await _listener.AcceptTcpClientAsync(cancellationToken).ConfigureAwait(false);
            _ = Task.Run(() => ServeAsync(client, cancellationToken), cancellationToken);
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            client.NoDelay = true;
            NetworkStream stream = client.GetStream();
            byte[] buffer = new byte[16 * 1024];
            for (int filled = 0; await stream.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false) is > 0 and int read;)
            {
                filled += read;
                string head = Encoding.ASCII.GetString(buffer, 0, filled);
                if (head.EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    filled = 0;
                    await stream.WriteAsync(Answer(head), cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private byte[] Answer(string head)
    {
        if (head.StartsWith("HEAD ", StringComparison.Ordinal))
        {
            // rclone asks whether the prefix itself is an object, and for the time of each that it does not take for the same.
            return head.AsSpan(0, head.IndexOf(" HTTP/", StringComparison.Ordinal)).EndsWith(".json")
                ? Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nETag: \"{EmptyETag}\"\r\nLast-Modified: Sun, 22 Nov 2026 10:11:12 GMT\r\n\r\n")
                : "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
        }

        int page = ContinuationToken().Match(head) is { Success: true } match ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 0;
        StringBuilder body = new(400 * PageSize);
        body.Append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>")
            .Append(head.StartsWith($"GET /{Job.OtherBucket}", StringComparison.Ordinal) ? Job.OtherBucket : Job.Bucket).Append("</Name><Prefix>logs/</Prefix>")
            .Append(CultureInfo.InvariantCulture, $"<MaxKeys>1000</MaxKeys><EncodingType>url</EncodingType><KeyCount>{PageSize}</KeyCount>");
        if (page < _pages - 1)
        {
            body.Append(CultureInfo.InvariantCulture, $"<IsTruncated>true</IsTruncated><NextContinuationToken>page-{page + 1}</NextContinuationToken>");
        }
        else
        {
            body.Append("<IsTruncated>false</IsTruncated>");
        }

        for (int i = page * PageSize; i < (page + 1) * PageSize; i++)
        {
            body.Append(CultureInfo.InvariantCulture, $"<Contents><Key>logs/{Name(i)}</Key><Size>{(_isEmpty ? 0 : i)}</Size><LastModified>2026-11-22T10:11:12.123Z</LastModified>")
                .Append(CultureInfo.InvariantCulture, $"<ETag>&quot;{(_isEmpty ? EmptyETag : i.ToString("x32", CultureInfo.InvariantCulture))}&quot;</ETag><StorageClass>STANDARD</StorageClass></Contents>");
        }

        body.Append("</ListBucketResult>");
        return Encoding.UTF8.GetBytes(string.Create(
            CultureInfo.InvariantCulture, $"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nx-amz-request-id: list\r\n\r\n{body}"));
    }

    [GeneratedRegex(@"continuation-token=page-(\d+)")]
    private static partial Regex ContinuationToken();
}
