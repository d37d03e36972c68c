using System.Net;

namespace R2.Content;

/// <summary>Content on its way in one request.</summary>
/// <param name="content">The content, whose length is known; it outlives the request.</param>
/// <param name="sending">What is known of the sending over all attempts; null for nothing.</param>
internal sealed class HttpBody(R2Content content, SendContext? sending) : HttpContent
{
    /// <summary>Called with the number of bytes each time some have been handed to the connection; each attempt has its own.</summary>
    public Action<int> Moved { get; set; } = static _ => { };

    protected override bool TryComputeLength(out long length)
    {
        length = content.Length!.Value;
        return true;
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        // Also within one attempt, where the clock was corrected or the credential renewed.
        sending?.Restart();
        return content.WriteAsync(stream, sending, Moved, cancellationToken);
    }
}
