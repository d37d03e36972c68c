using R2.Models;

namespace R2.Cmdlets.Buckets;

/// <summary>-OlderThan: which unfinished uploads were started long enough ago.</summary>
internal static class UploadAge
{
    /// <exception cref="R2Exception">The age is negative.</exception>
    public static void Check(TimeSpan? age)
    {
        if (age < TimeSpan.Zero)
        {
            throw new R2Exception("InvalidAge", $"The age '{age:c}' is not valid; it must be 0 or more.");
        }
    }

    /// <summary>An upload of unknown age counts as new: better one left over than one that is still at work ended.</summary>
    public static bool IsOlder(DateTimeOffset? initiated, TimeSpan? age) =>
        age is not { } least || (initiated is { } start && DateTimeOffset.UtcNow - start >= least);

    public static bool IsOlder(R2MultipartUpload upload, TimeSpan? age) => IsOlder(upload.Initiated, age);
}
