namespace R2.Emulator.Http;

/// <summary>The connection ends here without a further byte: the client went away, or a fault asks for it.</summary>
internal sealed class ConnectionDroppedException : IOException
{
    public ConnectionDroppedException(string message)
        : base(message)
    {
    }
}
