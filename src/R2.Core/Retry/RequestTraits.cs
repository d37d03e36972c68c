namespace R2.Retry;

/// <summary>
/// What a verb does not tell of a request, attached to its message: what it does, whether it may be repeated; and, coming back, how often it was sent.
/// </summary>
internal sealed class RequestTraits
{
    /// <summary>Where a message carries its traits.</summary>
    public static readonly HttpRequestOptionsKey<RequestTraits> OptionsKey = new("R2.RequestTraits");

    /// <summary>Name of the operation, for example <c>PutObject</c>.</summary>
    public required string Operation { get; init; }

    /// <summary>Bucket that it is about; null for requests about an account.</summary>
    public string? Bucket { get; init; }

    /// <summary>Key that it is about; null for requests about a bucket.</summary>
    public string? Key { get; init; }

    /// <summary>Whether sending it twice does no more than sending it once, so that it may be repeated even where the first may have arrived.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>Whether it changes something.</summary>
    public bool IsWrite { get; init; }

    /// <summary>Whether it writes or deletes the object of <see cref="Key"/>, which R2 takes once a second.</summary>
    public bool IsObjectWrite { get; init; }

    /// <summary>Attempts in place of <see cref="ResilienceOptions.MaxAttempts"/>, for who repeats by itself; null for those.</summary>
    public int? MaxAttempts { get; init; }

    /// <summary>Whether its caller sends it again if it fails: then its failure does not count for the circuit breaker, which counts what failed in the end.</summary>
    public bool IsRepeatedByCaller { get; init; }

    /// <summary>How often it has been sent so far; 0 before the first attempt.</summary>
    public int Attempts { get; set; }

    /// <summary>The traits of a message.</summary>
    /// <param name="request">The message.</param>
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static RequestTraits Of(HttpRequestMessage request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Options.TryGetValue(OptionsKey, out RequestTraits? traits) ? traits : throw new InvalidOperationException("The message carries no traits.");
    }
}
