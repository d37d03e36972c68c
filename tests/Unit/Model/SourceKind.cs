namespace R2.Unit.Model;

/// <summary>What stands where an upload reads.</summary>
public enum SourceKind
{
    Plain,

    /// <summary>What is there already, from an earlier step.</summary>
    Kept,
    RelativeLink,
    AbsoluteLink,
    LinkToLink,
    HardLink,
    DanglingLink,
    Loop,
    LinkToFolder,
    Pipe,
    Missing,
}
