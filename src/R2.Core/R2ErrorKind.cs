namespace R2;

/// <summary>What an error means, whatever its code: see <see cref="R2Exception.Kind"/>.</summary>
public enum R2ErrorKind
{
    /// <summary>The request or a setting is not valid; also the kind of errors that this library does not know.</summary>
    Invalid,

    /// <summary>The credential is unknown or no longer valid.</summary>
    Unauthenticated,

    /// <summary>The credential has no permission, or the signature was refused.</summary>
    Denied,

    /// <summary>The client refused because the request would be unsafe.</summary>
    Unsafe,

    /// <summary>The server has no such bucket, object or upload.</summary>
    NotFound,

    /// <summary>This machine has no such file or recording.</summary>
    Missing,

    /// <summary>The target exists already.</summary>
    Exists,

    /// <summary>A condition of the request does not hold, or the object has changed.</summary>
    Precondition,

    /// <summary>Another process uses the target.</summary>
    Busy,

    /// <summary>The server asks for fewer requests.</summary>
    Throttled,

    /// <summary>The server failed.</summary>
    Server,

    /// <summary>The server does not support the operation.</summary>
    NotImplemented,

    /// <summary>Earlier requests failed, so this one was not sent.</summary>
    Unavailable,

    /// <summary>The connection could not be made, or broke.</summary>
    Network,

    /// <summary>The client was closed.</summary>
    Closed,

    /// <summary>It took too long.</summary>
    Timeout,

    /// <summary>The response is cut short, or does not belong to the request.</summary>
    InvalidResponse,

    /// <summary>The bytes changed on their way to the server, which stored nothing; sending them again may succeed.</summary>
    Damaged,

    /// <summary>The data is not what it should be.</summary>
    InvalidData,

    /// <summary>A local file or stream cannot be read.</summary>
    Unreadable,

    /// <summary>A local file or folder cannot be written.</summary>
    Unwritable,
}
