using System.Net;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace R2.Benchmarks.Support;

/// <summary>The envelope of an answer, which AWSSDK.S3 reads the document from.</summary>
internal sealed class AwsResponse(HttpStatusCode status, byte[] document) : IWebResponseData
{
    public long ContentLength => document.Length;

    public string ContentType => "application/xml";

    public HttpStatusCode StatusCode => status;

    public bool IsSuccessStatusCode => status == HttpStatusCode.OK;

    public IHttpResponseBody? ResponseBody => null;

    public XmlUnmarshallerContext Open() => new(new MemoryStream(document, writable: false), maintainResponseBody: false, this, isException: !IsSuccessStatusCode);

    public string[] GetHeaderNames() => [];

    public bool IsHeaderPresent(string headerName) => false;

    public string GetHeaderValue(string headerName) => "";

    public IEventStreamHeader? GetEventStreamHeader(string headerName) => null;

    public bool IsEventHeaderPresent(string headerName) => false;
}
