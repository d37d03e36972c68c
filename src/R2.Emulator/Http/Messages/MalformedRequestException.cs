namespace R2.Emulator.Http.Messages;

/// <summary>The bytes on the connection are no HTTP request: it is answered with 400 and closed.</summary>
internal sealed class MalformedRequestException : Exception
{
    public MalformedRequestException(string message)
        : base(message)
    {
    }
}
