namespace R2.Emulator;

/// <summary>A key pair the emulator accepts, optionally a temporary one with a session token, or one with the reach of an object-scoped token.</summary>
public sealed class EmulatorCredential
{
    /// <summary>Access key id, on R2 32 hex digits.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Secret access key, on R2 64 hex digits.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>When set, requests must carry exactly this <c>X-Amz-Security-Token</c>.</summary>
    public string? SessionToken { get; init; }

    /// <summary>When set, only objects in these buckets can be reached, and no operation on buckets is allowed but listing them (403 AccessDenied).</summary>
    public IReadOnlyCollection<string>? Buckets { get; init; }

    /// <summary>When true, nothing can be changed (403 AccessDenied).</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>What the token of a temporary credential leaves of its parent's rights; null for all of them.</summary>
    internal Auth.CredentialReach? Reach { get; init; }

    /// <summary>The access key id; never the secret.</summary>
    public override string ToString() => AccessKeyId;
}
