namespace R2.Emulator.Http;

/// <summary>The connection ends without another byte: the client has gone, or a fault requires it.</summary>
internal sealed class ConnectionDroppedException : IOException
{
    public ConnectionDroppedException(string message)
        : base(message)
    {
    }
}
