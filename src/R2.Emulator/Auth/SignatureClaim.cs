namespace R2.Emulator.Auth;

/// <summary>What a request says of its signature, from the header or from the query.</summary>
internal sealed record SignatureClaim
{
    public required CredentialScope Scope { get; init; }

    /// <summary>Names in lower case, in the order given.</summary>
    public required IReadOnlyList<string> SignedHeaders { get; init; }

    public required string Signature { get; init; }

    public required string AmzDate { get; init; }

    /// <summary>The last line of the canonical request.</summary>
    public required string PayloadHash { get; init; }

    public required bool IsPresigned { get; init; }
}
