namespace R2;

/// <summary>Which symbolic links of a source folder are followed. One that is not is passed over, and what the destination has under its name stays.</summary>
public enum R2SymlinkPolicy
{
    /// <summary>Links to files.</summary>
    Files,

    /// <summary>Links to files and to folders, unless they lead back to a folder that they lie in.</summary>
    Follow,

    /// <summary>None.</summary>
    Skip,
}
