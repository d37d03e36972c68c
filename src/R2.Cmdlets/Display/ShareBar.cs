using System.Globalization;

namespace R2.Cmdlets.Display;

/// <summary>A share as a bar with its per cent, for the views.</summary>
public static class ShareBar
{
    private const int Width = 10;

    /// <summary>A dash where there is no share.</summary>
    /// <param name="share">Share of 0 to 1, also as text or number that a file gave back.</param>
    public static string Show(object? share)
    {
        if (share is null or "")
        {
            return "-";
        }

        double value = Math.Clamp(Convert.ToDouble(share, CultureInfo.InvariantCulture), 0, 1);
        int eighths = (int)Math.Round(value * Width * 8);
        string part = eighths % 8 == 0 ? "" : ((char)('\u2590' - (eighths % 8))).ToString();
        return string.Create(CultureInfo.CurrentCulture, $"{new string('\u2588', eighths / 8) + part,-Width} {value * 100,3:0} %");
    }
}
