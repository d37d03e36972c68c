using System.Management.Automation;
using System.Security;
using R2.Cmdlets.Credentials;
using R2.Models;

namespace R2.Cmdlets.Results;

/// <summary>A credential that is good for one bucket and for a while. Its secrets are SecureStrings; it shows and serializes none of them.</summary>
public sealed class R2TemporaryCredential
{
    private readonly TemporaryCredentialOptions _options;
    private readonly DateTimeOffset _made = DateTimeOffset.UtcNow;

    internal R2TemporaryCredential(R2Credential credential, TemporaryCredentialOptions options, Func<R2Credential> renew)
    {
        (_options, Value, Renew) = (options, credential, renew);
        SecretAccessKey = SecureText.SecretOf(credential);
        SessionToken = SecureText.From(credential.RevealSessionToken());
    }

    public string AccessKeyId => Value.AccessKeyId;

    public SecureString SecretAccessKey { get; }

    public SecureString SessionToken { get; }

    /// <summary>Access key id and secret, for what takes a PSCredential; the session token goes with it.</summary>
    public PSCredential Credential => new(AccessKeyId, SecretAccessKey);

    public DateTimeOffset Expires => Value.Expires ?? (_made + _options.Lifetime);

    public string AccountId => _options.AccountId;

    public Uri Endpoint => _options.Endpoint;

    public string BucketName => _options.BucketName;

    /// <summary>What it may do; null where the actions alone say it.</summary>
    public R2AccessLevel? Permission => _options.Permission;

    public IReadOnlyList<string> Actions => TextList<string>.Of(_options.Actions);

    public IReadOnlyList<string> Prefixes => TextList<string>.Of(_options.Prefixes);

    public IReadOnlyList<string> Objects => TextList<string>.Of(_options.Objects);

    internal R2Credential Value { get; }

    /// <summary>Makes another like it, from the parent that this session knows.</summary>
    internal Func<R2Credential> Renew { get; }

    public override string ToString() => $"{AccessKeyId} for {BucketName} until {Expires:u}";
}
