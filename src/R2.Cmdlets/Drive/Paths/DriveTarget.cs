using System.Management.Automation;

namespace R2.Cmdlets.Drive.Paths;

/// <summary>What a cmdlet's text names of a drive of R2: <c>R2:/css/</c>, <c>./a.css</c> where the current location is one, or that location itself.</summary>
internal static class DriveTarget
{
    private const string ProviderName = "R2";

    /// <summary>Whether the text may be a path, and not a key: it begins with a drive's name or a dot and a slash, or is what a row has as its PSPath.</summary>
    public static bool IsPath(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return (colon > 0 && text.AsSpan(0, colon).IndexOfAny('/', '\\') < 0) || text.StartsWith($@"{ProviderName}\{ProviderName}::", StringComparison.OrdinalIgnoreCase)
            || text is "." or ".." || text.StartsWith("./", StringComparison.Ordinal) || text.StartsWith("../", StringComparison.Ordinal);
    }

    /// <summary>The place that a text names; null where it is none in a drive of R2, as a key that looks like one.</summary>
    /// <exception cref="R2Exception">It is one, and names no drive that is there.</exception>
    public static DrivePath? Find(PSCmdlet cmdlet, string? text)
    {
        if (string.IsNullOrEmpty(text) || !IsPath(text) || (text[0] == '.' && Here(cmdlet) is null))
        {
            return null;
        }

        return Resolve(cmdlet, text);
    }

    /// <summary>As <see cref="Find"/>, of a text that is a path whatever it looks like.</summary>
    /// <exception cref="R2Exception">It is one of ours, and names no drive that is there.</exception>
    public static DrivePath? Resolve(PSCmdlet cmdlet, string text)
    {
        try
        {
            string path = cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath(text, out ProviderInfo provider, out PSDriveInfo drive);
            DrivePath? at = IsOurs(provider) ? DrivePath.Parse(path, Drives(cmdlet, drive)) : null;
            return at is not null && (text is "." or ".." || text.EndsWith("/.", StringComparison.Ordinal) || text.EndsWith("/..", StringComparison.Ordinal)) ? at.WithKey(at.Prefix) : at;
        }
        catch (SessionStateException)
        {
            // No such drive: it is a key with a colon.
            return null;
        }
    }

    /// <summary>The current location, where it is in a drive of R2.</summary>
    public static DrivePath? Here(PSCmdlet cmdlet)
    {
        PathInfo location = cmdlet.SessionState.Path.CurrentLocation;
        return IsOurs(location.Provider) && location.Drive is R2DriveInfo ? DrivePath.Parse(location.ProviderPath, Drives(cmdlet, location.Drive)) : null;
    }

    /// <summary>The drive that has emitted a row; null for any other row.</summary>
    public static R2DriveInfo? Of(PSCmdlet cmdlet, PSObject row)
    {
        if (row.Properties["PSDrive"]?.Value is R2DriveInfo drive)
        {
            return drive;
        }

        // One that passed a command of the engine has a hidden drive, and its path.
        const string Before = $@"{ProviderName}\{ProviderName}::";
        return row.Properties["PSPath"]?.Value is string path && path.StartsWith(Before, StringComparison.OrdinalIgnoreCase)
            ? DrivePath.Parse(path[Before.Length..], Drives(cmdlet, null)).Drive
            : null;
    }

    private static bool IsOurs(ProviderInfo? provider) => provider?.ImplementingType == typeof(R2Provider);

    private static IEnumerable<PSDriveInfo> Drives(PSCmdlet cmdlet, PSDriveInfo? known) =>
        (known is null ? [] : new[] { known }).Concat(cmdlet.SessionState.Drive.GetAllForProvider(ProviderName));
}
