using R2.Models;

namespace R2.Cmdlets.Common;

/// <summary>-OlderThan: which unfinished uploads were started long enough ago.</summary>
internal static class UploadAge
{
    // PowerShell takes a bare number for ticks: -OlderThan 7, meant as days, would choose everything.
    private static readonly TimeSpan s_shortest = TimeSpan.FromSeconds(1);

    /// <exception cref="R2Exception">The age is negative, or so short that it was meant otherwise.</exception>
    public static void Check(TimeSpan? age)
    {
        if (age is { } given && given != TimeSpan.Zero && given < s_shortest)
        {
            throw new R2Exception("InvalidAge", $"The age '{given:c}' is not valid; allowed is 0 or 1 second and more, and a day is written 1.00:00:00: a bare number means ticks of 100 ns.");
        }
    }

    /// <summary>An upload of unknown age counts as new: better one left over than one that is still at work ended.</summary>
    public static bool IsOlder(DateTimeOffset? initiated, TimeSpan? age) =>
        age is not { } least || (initiated is { } start && DateTimeOffset.UtcNow - start >= least);

    public static bool IsOlder(R2MultipartUpload upload, TimeSpan? age) => IsOlder(upload.Initiated, age);
}
