namespace R2.Models;

/// <summary>
/// What a request returned, and how the request went. Two results are equal if they say the same of the same thing; the request, its duration and its attempts
/// are not part of that.
/// </summary>
public abstract record R2Result
{
    private string? _requestId;
    private TimeSpan _elapsed;
    private int _attempts = 1;

    /// <summary>The server's id of the request, which Cloudflare's support asks for.</summary>
    public string? RequestId
    {
        get => _requestId;
        init => _requestId = value;
    }

    /// <summary>
    /// How long it took, repeats included, as text (<c>00:00:01.2340000</c>), which tables, CSV and JSON show as it is; of a download that is still to be read, up to its
    /// first byte.
    /// </summary>
    public string Duration => _elapsed.ToString();

    /// <summary>The same for those who reckon with it. No property: what makes JSON of properties would write its fifteen.</summary>
    public TimeSpan GetDuration() => _elapsed;

    internal TimeSpan Elapsed
    {
        get => _elapsed;
        init => _elapsed = value;
    }

    /// <summary>How often something had to be sent, at least once: 1 where nothing was repeated.</summary>
    public int Attempts
    {
        get => _attempts;
        init => _attempts = value;
    }

    /// <summary>Compares what the results say, not the requests that they come from.</summary>
    /// <param name="other">The other result.</param>
    public virtual bool Equals(R2Result? other) => other is not null && EqualityContract == other.EqualityContract;

    /// <inheritdoc/>
    public override int GetHashCode() => EqualityContract.GetHashCode();

    /// <summary>Says of which answer it is; who reads a document knows only the document.</summary>
    internal void AnsweredBy(Requests.S3Response response) => (_requestId, _elapsed, _attempts) = (response.RequestId, response.Exchange.Elapsed, response.Exchange.Attempts);
}
