namespace R2.Emulator;

/// <summary>A key pair that the emulator accepts: a lasting one, a temporary one with a session token, or one limited like an object-scoped token.</summary>
public sealed class EmulatorCredential
{
    /// <summary>Access key id, on R2 32 hex digits.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>Secret access key, on R2 64 hex digits.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>If set, requests must have exactly this <c>X-Amz-Security-Token</c>.</summary>
    public string? SessionToken { get; init; }

    /// <summary>If set, only objects in these buckets are accessible, and the only operation on a bucket is to list its objects (otherwise 403 AccessDenied).</summary>
    public IReadOnlyCollection<string>? Buckets { get; init; }

    /// <summary>If true, every write is refused (403 AccessDenied).</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Permissions of a temporary credential, as its token limits them; null for all permissions of its parent.</summary>
    internal Auth.CredentialReach? Reach { get; init; }

    /// <summary>Whether it has ended at a time, as the key pair of a token that expires.</summary>
    internal Func<DateTimeOffset, bool>? IsEnded { get; init; }

    /// <summary>The access key id; never the secret.</summary>
    public override string ToString() => AccessKeyId;
}
