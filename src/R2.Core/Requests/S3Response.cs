using System.Globalization;
using System.Net.Http.Headers;
using R2.Models;

namespace R2.Requests;

/// <summary>A response whose headers have arrived.</summary>
internal sealed class S3Response(S3Exchange exchange, HttpResponseMessage message) : IDisposable
{
    public S3Request Request => exchange.Request;

    public HttpResponseMessage Message => message;

    public S3Exchange Exchange => exchange;

    public string? RequestId { get; } = RequestIdOf(message);

    /// <summary>Entity tag without its quotes; null where there is none, or none that R2 gives.</summary>
    public string? ETag => EntityTag.Parse(Header("ETag"));

    public IReadOnlyList<R2Checksum> Checksums
    {
        get
        {
            List<R2Checksum>? checksums = null;
            foreach (R2ChecksumAlgorithm algorithm in Enum.GetValues<R2ChecksumAlgorithm>())
            {
                if (Header(R2Checksum.HeaderNameOf(algorithm)) is { } value)
                {
                    (checksums ??= []).Add(new R2Checksum(algorithm, value));
                }
            }

            return checksums ?? (IReadOnlyList<R2Checksum>)[];
        }
    }

    /// <summary>Value of a header of the response or of its body, for whoever may show it: see <see cref="PrintableText"/>; null where it is missing.</summary>
    public string? Header(string name) => Header(message, name);

    public static string? RequestIdOf(HttpResponseMessage message) => Header(message, "x-amz-request-id") ?? Header(message, "cf-ray");

    public static string? Header(HttpResponseMessage message, string name) =>
        message.Headers.NonValidated.TryGetValues(name, out HeaderStringValues values) || message.Content.Headers.NonValidated.TryGetValues(name, out values)
            ? PrintableText.Of(values.ToString())
            : null;

    public static DateTimeOffset? Date(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset date) ? date : null;

    /// <summary>The result of this response, with its request's id, duration and attempts.</summary>
    public T Stamp<T>(T result)
    {
        switch (result)
        {
            case R2Result single:
                single.AnsweredBy(this);
                break;
            case IEnumerable<R2Result> several:
                foreach (R2Result one in several)
                {
                    one.AnsweredBy(this);
                }

                break;
        }

        return result;
    }

    /// <summary>The response is not R2's to this request. It may be asked for once more: something in between may have answered for it this once.</summary>
    /// <param name="why">What gives it away, as a clause.</param>
    public R2Exception Improper(string why)
    {
        R2Exception exception = new(R2ErrorCodes.InvalidResponse, $"The answer to {Request.Operation} cannot be R2's: {why}.") { IsRetryable = true };
        exception.Locate(this);
        return exception;
    }

    /// <summary>What is wrong with the entity tag, as a clause.</summary>
    public string DescribeETag() => Header("ETag") is { } text ? $"its ETag is '{text}'" : "it has no ETag";

    public void Dispose()
    {
        message.Dispose();
        exchange.EndResponse();
    }
}
