namespace R2.Emulator.Errors;

/// <summary>Ends an operation with an error document.</summary>
internal sealed class S3Exception : Exception
{
    public S3Exception(int status, string code, string message, params (string Name, string Value)[] details)
        : base(message)
    {
        Status = status;
        Code = code;
        Details = details;
    }

    public int Status { get; }

    public string Code { get; }

    /// <summary>Elements after the message, as in SignatureDoesNotMatch.</summary>
    public IReadOnlyList<(string Name, string Value)> Details { get; }
}
