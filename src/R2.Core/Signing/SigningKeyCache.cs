using System.Security.Cryptography;
using R2.Credentials;

namespace R2.Signing;

/// <summary>
/// Keeps the last signing key: four of the five HMACs of a signature are the same all day long. One entry is enough,
/// since a client signs with one credential, and for two days only around midnight.
/// </summary>
internal sealed class SigningKeyCache
{
    private Entry? _entry;

    /// <summary>The key: the same array for as long as it is good. Whoever signs with it keeps it alive meanwhile.</summary>
    /// <exception cref="ObjectDisposedException">The credential was disposed of.</exception>
    public SecretBytes Get(R2Credential credential, in CredentialScope scope, Hasher hasher)
    {
        Entry? entry = Volatile.Read(ref _entry);
        if (entry is null || !entry.IsFor(credential, scope))
        {
            entry = new Entry(credential, scope, hasher);
            credential.Derived(entry.Key);
            Volatile.Write(ref _entry, entry);
        }

        // Its secret was read by a span, which keeps nothing alive.
        GC.KeepAlive(credential);
        return entry.Key;
    }

    private sealed class Entry(R2Credential credential, CredentialScope scope, Hasher hasher)
    {
        private readonly CredentialScope _scope = scope;

        public SecretBytes Key { get; } = SigningKey.Derive(credential.SigningSecret, scope, hasher);

        public bool IsFor(R2Credential other, in CredentialScope scope) =>
            !credential.IsDisposed
            && scope.Date.SequenceEqual(_scope.Date)
            && scope.Region == _scope.Region
            && scope.Service == _scope.Service
            && (ReferenceEquals(other, credential) || CryptographicOperations.FixedTimeEquals(other.SigningSecret, credential.SigningSecret));
    }
}
