using R2.Emulator.Errors;

namespace R2.Emulator.Routing;

/// <summary>The operation of a request. A refusal is thrown only after the signature has been verified.</summary>
internal readonly record struct Detection(string Operation, S3Exception? Refusal = null)
{
    public static Detection NotImplemented(string operation) => new(operation, S3Errors.NotImplemented(operation));

    public static Detection Refused(S3Exception refusal) => new("Unknown", refusal);
}
