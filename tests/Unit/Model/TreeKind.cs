namespace R2.Unit.Model;

public enum TreeKind
{
    File,
    Empty,
    RelativeLink,
    AbsoluteLink,
    HardLink,
    DanglingLink,
    Loop,
    LinkToFolder,
    Pipe,
}
