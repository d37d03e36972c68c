namespace R2;

/// <summary>Whether what is hidden takes part: on Windows what has the attribute, elsewhere what has a dot in front of its name or of that of a folder above it.</summary>
public enum R2HiddenPolicy
{
    /// <summary>As everything else.</summary>
    Include,

    /// <summary>It takes no part at either end, and is not deleted, whatever else is.</summary>
    Skip,
}
