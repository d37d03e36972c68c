namespace R2.Emulator.Auth;

/// <summary>Who signed a request, and the payload hash that was signed: a literal one is held against the body.</summary>
internal sealed record Identity(EmulatorCredential Credential, string PayloadHash)
{
    /// <summary>The SHA-256 in lower-case hex that the body must have; null when the payload was not signed.</summary>
    public string? LiteralSha256 =>
        PayloadHash.Length == 64 && PayloadHash.All(char.IsAsciiHexDigitLower) ? PayloadHash : null;

    /// <summary>aws-chunked bodies, which R2 does not take.</summary>
    public bool IsStreaming => PayloadHash.StartsWith("STREAMING-", StringComparison.Ordinal);
}
