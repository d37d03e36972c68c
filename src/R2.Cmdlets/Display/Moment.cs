using System.Globalization;
using System.Management.Automation;

namespace R2.Cmdlets.Display;

/// <summary>A point in time as rows have it: as it was emitted, or as CSV, JSON or CliXml bring it back.</summary>
public static class Moment
{
    /// <summary>As the views show it: local time, in digits that no culture changes. Empty where there is none.</summary>
    public static string Show(object? value) => From(value)?.LocalDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    internal static DateTimeOffset? From(object? value) => value switch
    {
        DateTimeOffset moment => moment,
        DateTime date => new DateTimeOffset(date),
        string text => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out DateTimeOffset moment)
            || DateTimeOffset.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.AssumeLocal, out moment) ? moment : null,
        // CliXml knows no DateTimeOffset: it comes back as its properties.
        PSObject row => row.BaseObject is not PSCustomObject ? From(row.BaseObject) : row.Properties["UtcDateTime"]?.Value is DateTime utc ? new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)) : null,
        _ => null,
    };
}
