namespace R2.Emulator.Auth;

/// <summary>The signature of a request and its parameters, from the header or the query.</summary>
internal sealed record SignatureClaim
{
    public required CredentialScope Scope { get; init; }

    /// <summary>Names in lower case, in the stated order.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    public required string Signature { get; init; }

    public required string AmzDate { get; init; }

    /// <summary>The last line of the canonical request.</summary>
    public required string PayloadHash { get; init; }

    public required bool IsPresigned { get; init; }
}
