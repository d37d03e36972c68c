namespace R2.Emulator.Auth;

/// <summary>The signer of a request, and the signed payload hash; a literal hash is compared with the body.</summary>
internal sealed record Identity(EmulatorCredential Credential, string PayloadHash)
{
    /// <summary>The SHA-256 in lower-case hex that the body must have; null if the payload is not signed.</summary>
    public string? LiteralSha256 =>
        PayloadHash.Length == 64 && PayloadHash.All(char.IsAsciiHexDigitLower) ? PayloadHash : null;

    /// <summary>aws-chunked bodies, which R2 does not accept.</summary>
    public bool IsStreaming => PayloadHash.StartsWith("STREAMING-", StringComparison.Ordinal);
}
