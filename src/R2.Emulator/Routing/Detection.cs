using R2.Emulator.Errors;

namespace R2.Emulator.Routing;

/// <summary>What a request asks for. The refusal, if any, is raised only once the signature was found good.</summary>
internal readonly record struct Detection(string Operation, S3Exception? Refusal = null)
{
    public static Detection NotImplemented(string operation) => new(operation, S3Errors.NotImplemented(operation));

    public static Detection Refused(S3Exception refusal) => new("Unknown", refusal);
}
