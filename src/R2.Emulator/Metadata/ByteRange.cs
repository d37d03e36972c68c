using System.Globalization;
using System.Text.RegularExpressions;
using R2.Emulator.Errors;

namespace R2.Emulator.Metadata;

/// <summary>A range of an object's bytes. R2 accepts a single range and refuses invalid ones, which HTTP would ignore.</summary>
internal readonly partial record struct ByteRange(long Offset, long Length)
{
    /// <summary>Throws for a Range header that no object can satisfy. R2 checks this before it looks up the object.</summary>
    public static void CheckSyntax(string header)
    {
        Match match = RangeShape().Match(header);
        if (!match.Success)
        {
            // The quote at the end is in R2's message, too.
            throw S3Errors.InvalidArgument("range must be in format 'bytes=start-end', 'bytes=start-' or 'bytes=-suffix'.'");
        }

        if (match.Groups["suffix"].Success && Number(match.Groups["suffix"].Value) == 0)
        {
            throw S3Errors.InvalidRange();
        }

        if (match.Groups["last"].Success && Number(match.Groups["first"].Value) > Number(match.Groups["last"].Value))
        {
            throw S3Errors.InvalidArgument("range must be positive.");
        }
    }

    /// <summary>Applies a Range header of valid syntax to an object of this size.</summary>
    public static ByteRange Parse(string header, long size)
    {
        Match match = RangeShape().Match(header);
        if (match.Groups["suffix"] is { Success: true } suffix)
        {
            long length = Math.Min(Number(suffix.Value), size);
            return length == 0 ? throw S3Errors.InvalidRange() : new ByteRange(size - length, length);
        }

        long first = Number(match.Groups["first"].Value);
        long last = match.Groups["last"].Success ? Number(match.Groups["last"].Value) : long.MaxValue;
        return first >= size ? throw S3Errors.InvalidRange() : new ByteRange(first, Math.Min(last, size - 1) - first + 1);
    }

    /// <summary>Reads <c>x-amz-copy-source-range</c>, which needs both ends; an end beyond the object is moved to its end.</summary>
    public static ByteRange ParseCopySource(string header, long size)
    {
        Match match = RangeShape().Match(header);
        if (!match.Success || !match.Groups["last"].Success)
        {
            throw S3Errors.InvalidArgument($"Invalid x-amz-copy-source-range: {header}");
        }

        (long first, long last) = (Number(match.Groups["first"].Value), Number(match.Groups["last"].Value));
        if (last < first)
        {
            throw S3Errors.InvalidArgument("x-amz-copy-source-range must be positive.");
        }

        return first >= size ? throw S3Errors.InvalidRange() : new ByteRange(first, Math.Min(last, size - 1) - first + 1);
    }

    public string ContentRange(long size) => string.Create(CultureInfo.InvariantCulture, $"bytes {Offset}-{Offset + Length - 1}/{size}");

    private static long Number(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : long.MaxValue;

    [GeneratedRegex("^bytes=(?:(?<first>[0-9]+)-(?<last>[0-9]+)?|-(?<suffix>[0-9]+))$")]
    private static partial Regex RangeShape();
}
