using R2.Emulator.Errors;

namespace R2.Emulator.Rates;

/// <summary>Refuses requests above the limits: 503 for a bucket, 429 for a key.</summary>
internal sealed class RateLimiter
{
    private readonly object _gate = new();
    private readonly EmulatorRates _rates;
    private readonly Dictionary<(string Bucket, string? Key, bool Write), TokenBucket> _buckets = [];

    public RateLimiter(EmulatorRates rates)
    {
        _rates = rates;
    }

    /// <summary>The refusal of a request; null if it is accepted.</summary>
    public S3Exception? Refuse(string operation, string bucket, string? key, bool write, DateTimeOffset now)
    {
        lock (_gate)
        {
            if (!Find((bucket, null, write), write ? _rates.WritesPerSecond : _rates.ReadsPerSecond, now).TryTake(now))
            {
                return S3Errors.ServiceUnavailable();
            }

            // Parts are not objects yet.
            bool writesObject = key is not null && operation is "PutObject" or "CopyObject" or "CompleteMultipartUpload" or "DeleteObject";
            return writesObject && !Find((bucket, key, true), _rates.WritesPerSecondPerKey, now).TryTake(now) ? S3Errors.TooManyRequests() : null;
        }
    }

    private TokenBucket Find((string Bucket, string? Key, bool Write) what, double rate, DateTimeOffset now)
    {
        if (!_buckets.TryGetValue(what, out TokenBucket? bucket))
        {
            _buckets[what] = bucket = new TokenBucket(rate, now);
        }

        return bucket;
    }
}
