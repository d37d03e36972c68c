namespace R2.Unit.Model;

/// <summary>What goes wrong during a step.</summary>
public enum Trouble
{
    None,
    Cancel,

    /// <summary>The request is refused, this time and whenever it is repeated.</summary>
    Refuse,

    /// <summary>The server does it, and its answer is lost.</summary>
    LoseAnswer,

    /// <summary>The connection breaks in the middle of a body, this once.</summary>
    BreakOnce,

    /// <summary>It breaks whenever it is repeated.</summary>
    BreakAlways,
    CorruptByte,

    /// <summary>Somebody else writes the object that is read or written.</summary>
    OtherWrites,
    OtherDeletes,

    /// <summary>The local file gets other bytes, and its time back.</summary>
    ChangeContent,

    /// <summary>The local file gets other bytes.</summary>
    WriteFile,
    GrowFile,
    TruncateFile,
    ReplaceFile,
}
