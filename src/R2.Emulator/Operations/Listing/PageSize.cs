using System.Globalization;
using R2.Emulator.Errors;
using R2.Emulator.Routing;

namespace R2.Emulator.Operations.Listing;

/// <summary>The parameters common to all lists.</summary>
/// <param name="Asked">The requested size, which the response repeats.</param>
/// <param name="Effective">The maximum number of entries returned.</param>
internal readonly record struct PageSize(int Asked, int Effective)
{
    /// <summary>Fractions are truncated, 0 is allowed, and the limit is the maximum.</summary>
    public static PageSize Read(string? text, EmulatorLimits limits, string name)
    {
        if (text is null)
        {
            return new PageSize(1000, limits.MaximumPageSize);
        }

        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value) || value < 0)
        {
            throw name == "max-keys"
                ? new S3Exception(400, "InvalidMaxKeys", "MaxKeys params must be positive integer <= 1000.")
                : S3Errors.InvalidArgument($"{name} must be an integer between 0 and 1000.");
        }

        int asked = (int)Math.Min(value, int.MaxValue);
        return new PageSize(asked, Math.Min(asked, limits.MaximumPageSize));
    }

    public static int Number(string text, string name) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw S3Errors.InvalidArgument($"{name} must be an integer.");

    /// <summary>Encodes keys: with encoding-type=url R2 escapes all but unreserved characters, including the slash.</summary>
    public static Func<string, string> Encoder(QueryList query) => query["encoding-type"] switch
    {
        null => key => key,
        "url" => PercentCoding.Encode,
        var other => throw S3Errors.NotImplemented($"Unrecognized encoding-type \"{other}\""),
    };
}
