namespace R2.Unit.Model;

/// <summary>What stands where a download writes.</summary>
public enum TargetKind
{
    Nothing,
    Kept,
    File,
    LinkToFile,
    DanglingLink,
}
