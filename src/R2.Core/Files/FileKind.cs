namespace R2.Files;

/// <summary>What stands at a path, once links have been followed.</summary>
internal enum FileKind
{
    /// <summary>A file with content of its own: the only kind that is ever opened here.</summary>
    Regular,

    Folder,

    /// <summary>A named pipe. Opening one waits for whoever holds its other end.</summary>
    Pipe,

    Socket,

    /// <summary>A character or block device. Opening one may already do something: a tape rewinds, a watchdog starts.</summary>
    Device,

    /// <summary>A stream within a file of Windows, beside its content.</summary>
    Stream,

    /// <summary>What a system has besides, such as an event descriptor below /proc/self/fd.</summary>
    Other,
}
