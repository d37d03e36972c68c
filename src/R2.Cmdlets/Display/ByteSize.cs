using System.Globalization;

namespace R2.Cmdlets.Display;

/// <summary>Sizes for people, in the views alone; objects keep the number.</summary>
public static class ByteSize
{
    private static readonly string[] s_units = ["B", "KB", "MB", "GB", "TB"];

    /// <summary>1536 becomes "1.5 KB": powers of 1024, as PowerShell's own 1KB is.</summary>
    public static string Format(long bytes)
    {
        int unit = 0;
        double size = bytes;
        for (; size >= 1023.95 && unit < s_units.Length - 1; unit++)
        {
            size /= 1024;
        }

        return string.Format(CultureInfo.CurrentCulture, unit == 0 ? "{0:N0} {1}" : "{0:N1} {1}", size, s_units[unit]);
    }
}
