using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using R2.Requests;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Pipeline;

/// <summary>
/// What a proper answer to each operation looks like. A status of success alone proves nothing: a captive portal, a proxy's page or another server gives it to whatever it
/// is sent. What is not R2's response to this very request is <see cref="R2ErrorCodes.InvalidResponse"/>, and nothing of it is believed.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html
/// </summary>
internal sealed class ExpectedResponse
{
    /// <summary>Longer bodies where nothing is due need not be read to be refused; an error document is shorter.</summary>
    private const int MaxUnwanted = ErrorDocument.MaxBytes;

    private static readonly ExpectedResponse s_document = new(Kind.Document, HttpStatusCode.OK);
    private static readonly ExpectedResponse s_object = new(Kind.Object, HttpStatusCode.OK, HttpStatusCode.PartialContent);

    // HTTP lets a PUT answer 201 and 204, and WebDAV servers do; it is the entity tag that says that the bytes are stored. https://www.rfc-editor.org/rfc/rfc9110#section-9.3.4
    private static readonly ExpectedResponse s_stored = new(Kind.Stored, HttpStatusCode.OK, HttpStatusCode.Created, HttpStatusCode.NoContent);
    private static readonly ExpectedResponse s_changed = new(Kind.Nothing, HttpStatusCode.OK, HttpStatusCode.NoContent);
    private static readonly ExpectedResponse s_removed = new(Kind.Nothing, HttpStatusCode.NoContent);

    private static readonly FrozenDictionary<string, ExpectedResponse> s_answers = new Dictionary<string, ExpectedResponse>
    {
        ["ListBuckets"] = s_document,
        ["HeadBucket"] = new(Kind.Nothing, HttpStatusCode.OK),
        ["CreateBucket"] = s_changed,
        ["DeleteBucket"] = s_removed,
        ["GetBucketLocation"] = s_document,
        ["GetBucketEncryption"] = s_document,
        ["GetBucketCors"] = s_document,
        ["PutBucketCors"] = s_changed,
        ["DeleteBucketCors"] = s_changed,
        ["GetBucketLifecycleConfiguration"] = s_document,
        ["PutBucketLifecycleConfiguration"] = s_changed,
        ["DeleteBucketLifecycle"] = s_changed,
        ["ListObjectsV2"] = s_document,
        ["HeadObject"] = s_object,
        ["GetObject"] = s_object,
        ["PutObject"] = s_stored,
        ["CopyObject"] = s_document,
        ["DeleteObject"] = s_removed,
        ["DeleteObjects"] = s_document,
        ["CreateMultipartUpload"] = s_document,
        ["UploadPart"] = s_stored,
        ["UploadPartCopy"] = s_document,
        ["ListParts"] = s_document,
        ["ListMultipartUploads"] = s_document,
        ["CompleteMultipartUpload"] = s_document,
        ["AbortMultipartUpload"] = s_removed,
    }.ToFrozenDictionary();

    private readonly Kind _kind;
    private readonly HttpStatusCode[] _statuses;

    private ExpectedResponse(Kind kind, params HttpStatusCode[] statuses) => (_kind, _statuses) = (kind, statuses);

    private enum Kind
    {
        /// <summary>The status says all.</summary>
        Nothing,

        /// <summary>A document, which the request knows how to read.</summary>
        Document,

        /// <summary>An entity tag, and no body.</summary>
        Stored,

        /// <summary>An object's headers, and with GET its bytes: see <see cref="ObjectResponse"/>.</summary>
        Object,
    }

    public static ExpectedResponse To(S3Request request) => s_answers[request.Operation];

    /// <summary>Bytes of the body that are to be read before the response can be judged; 0 where it is left to whoever asked.</summary>
    public int BytesToRead(S3Response response) => _kind switch
    {
        Kind.Document => XmlBody.MaxBytes,
        Kind.Object => 0,
        _ => response.Request.IsHead || response.Message.StatusCode == HttpStatusCode.NoContent || response.Message.Content.Headers.ContentLength == 0 ? 0 : MaxUnwanted,
    };

    /// <summary>Looks at the status, and at whether the body has one length.</summary>
    /// <exception cref="R2Exception">They are not R2's.</exception>
    public void CheckStatus(S3Response response)
    {
        HttpStatusCode status = response.Message.StatusCode;
        if (!_statuses.Contains(status))
        {
            throw response.Improper($"its status is {(int)status}, not {(int)_statuses[0]}");
        }

        HttpContentHeaders headers = response.Message.Content.Headers;
        if (headers.NonValidated.TryGetValues("Content-Length", out HeaderStringValues lengths) && lengths.Count > 1 && lengths.Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw response.Improper($"it has several lengths: {lengths}");
        }
    }

    /// <summary>Looks at the headers; a page in place of the response tells more of itself by its body.</summary>
    /// <exception cref="R2Exception">They are not R2's.</exception>
    public void CheckHeaders(S3Response response)
    {
        switch (_kind)
        {
            case Kind.Object:
                ObjectResponse.Check(response);
                break;
            case Kind.Stored when response.ETag is null:
                throw response.Improper($"{response.DescribeETag()}, so it is unknown what was stored");
            case Kind.Nothing when response.Request.IsHead && response.Message.Content.Headers.ContentType?.MediaType is { } type
                && type.StartsWith("text/", StringComparison.OrdinalIgnoreCase) && !type.EndsWith("xml", StringComparison.OrdinalIgnoreCase):
                throw response.Improper($"it is about a page of {type}");
        }
    }

    /// <summary>Looks at the body that was read.</summary>
    /// <exception cref="R2Exception">It is not R2's, or an error under a status of success.</exception>
    public void CheckBody(S3Response response, XmlBody body)
    {
        if (_kind == Kind.Document)
        {
            response.Exchange.Result = response.Request.Read!(body, response);
        }
        else if (!body.Document.IsEmpty)
        {
            throw ErrorDocument.TryRead(body)?.ToException() ?? response.Improper(string.Create(
                CultureInfo.InvariantCulture,
                $"it brings {(body.IsTruncated ? "more than " : "")}{body.Document.Length:N0} bytes of {response.Header("Content-Type") ?? "no content type"} where nothing is due; they begin: {Beginning(body.Document)}"));
        }
    }

    /// <summary>The first bytes of what is no document of R2, for a message.</summary>
    public static string Beginning(ReadOnlySpan<byte> document) =>
        PrintableText.Of(Encoding.UTF8.GetString(document[..Math.Min(document.Length, 120)]).ReplaceLineEndings(" "));
}
