using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace R2.Files;

/// <summary>
/// When a file was written to, to the nanosecond: file systems of Linux and macOS count so, and tools that compare times do, while .NET's dates have steps of a hundred.
/// As text it is what rclone stores with an object, seconds since 1970 with decimals: https://github.com/ncw/swift/blob/master/meta.go
/// </summary>
/// <param name="Seconds">Whole seconds since 1970 in UTC, rounded down: negative before.</param>
/// <param name="Nanoseconds">What comes on top, 0 to 999,999,999.</param>
internal readonly record struct FileTime(long Seconds, int Nanoseconds) : IComparable<FileTime>
{
    private const int PerSecond = 1_000_000_000;
    private const int Digits = 9;

    public static bool operator <(FileTime left, FileTime right) => left.CompareTo(right) < 0;

    public static bool operator >(FileTime left, FileTime right) => left.CompareTo(right) > 0;

    public static bool operator <=(FileTime left, FileTime right) => left.CompareTo(right) <= 0;

    public static bool operator >=(FileTime left, FileTime right) => left.CompareTo(right) >= 0;

    /// <summary>A date in UTC.</summary>
    public static FileTime Of(DateTime utc)
    {
        (long seconds, long ticks) = Math.DivRem(utc.Ticks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        return ticks < 0
            ? new FileTime(seconds - 1, (int)((ticks + TimeSpan.TicksPerSecond) * TimeSpan.NanosecondsPerTick))
            : new FileTime(seconds, (int)(ticks * TimeSpan.NanosecondsPerTick));
    }

    /// <summary>
    /// What rclone takes for a time: a sign, digits, a point, and digits of which nine count; what of it is missing is 0. Null for anything else. rclone's times end in 1677
    /// and 2262; what lies beyond is read here.
    /// </summary>
    public static FileTime? TryParse(ReadOnlySpan<char> text)
    {
        bool negative = text.StartsWith("-");
        ReadOnlySpan<char> digits = negative || text.StartsWith("+") ? text[1..] : text;
        int point = digits.IndexOf('.');
        ReadOnlySpan<char> decimals = point < 0 ? default : digits[(point + 1)..];
        return text.IsEmpty ? null : TryParse(negative, point < 0 ? digits : digits[..point], decimals.Length > Digits ? decimals[..Digits] : decimals);
    }

    /// <summary>Whole seconds and, apart from them, nanoseconds, as s3cmd and mc write them.</summary>
    public static FileTime? TryParse(ReadOnlySpan<char> seconds, ReadOnlySpan<char> nanoseconds) =>
        long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long whole)
        && int.TryParse(nanoseconds, NumberStyles.None, CultureInfo.InvariantCulture, out int rest) && rest < PerSecond
            ? new FileTime(whole, rest)
            : null;

    /// <summary>Sets when a file was written to last; when it was read last stays. Some file systems know no times, and each has a first and a last one.</summary>
    /// <returns>Whether the system lets it be set.</returns>
    public bool TrySet(SafeFileHandle file) => OperatingSystem.IsWindows() ? WindowsFiles.TrySetLastWriteTime(file, this) : UnixFiles.TrySetLastWriteTime(file, this);

    /// <summary>As a date in UTC, rounded down to .NET's steps; what it has no date for becomes the nearest one.</summary>
    public DateTime ToDateTime() =>
        Seconds < (DateTime.MinValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond ? DateTime.SpecifyKind(DateTime.MinValue, DateTimeKind.Utc)
        : Seconds > (DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond ? DateTime.SpecifyKind(DateTime.MaxValue, DateTimeKind.Utc)
        : DateTime.UnixEpoch.AddTicks((Seconds * TimeSpan.TicksPerSecond) + (Nanoseconds / TimeSpan.NanosecondsPerTick));

    public int CompareTo(FileTime other) => Seconds == other.Seconds ? Nanoseconds.CompareTo(other.Nanoseconds) : Seconds.CompareTo(other.Seconds);

    /// <summary>As a person reads it.</summary>
    public string ToDateText() => string.Create(CultureInfo.InvariantCulture, $"{ToDateTime():yyyy-MM-dd'T'HH:mm:ss}.{Nanoseconds:D9}Z");

    /// <summary>
    /// As it is stored with an object: whole seconds without a point, otherwise all nine decimals. rclone writes fewer where the last are 0 and reads both; s3fs takes decimals
    /// for a number of nanoseconds, and so reads nine alone as they are meant.
    /// </summary>
    public override string ToString() =>
        Nanoseconds == 0 ? Seconds.ToString(CultureInfo.InvariantCulture)
        : Seconds >= 0 ? string.Create(CultureInfo.InvariantCulture, $"{Seconds}.{Nanoseconds:D9}")
        : string.Create(CultureInfo.InvariantCulture, $"-{-(Seconds + 1)}.{PerSecond - Nanoseconds:D9}");

    private static FileTime? TryParse(bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> decimals)
    {
        long seconds = 0;
        int nanoseconds = 0;
        if ((!whole.IsEmpty && !long.TryParse(whole, NumberStyles.None, CultureInfo.InvariantCulture, out seconds))
            || (!decimals.IsEmpty && !int.TryParse(decimals, NumberStyles.None, CultureInfo.InvariantCulture, out nanoseconds)))
        {
            return null;
        }

        for (int i = decimals.Length; i < Digits; i++)
        {
            nanoseconds *= 10;
        }

        return !negative ? new FileTime(seconds, nanoseconds)
            : nanoseconds == 0 ? new FileTime(-seconds, 0)
            : new FileTime(-seconds - 1, PerSecond - nanoseconds);
    }
}
