namespace R2.Emulator.Http.Messages;

/// <summary>The bytes received are not an HTTP request: the response is 400 and the connection is closed.</summary>
internal sealed class MalformedRequestException : Exception
{
    public MalformedRequestException(string message)
        : base(message)
    {
    }
}
