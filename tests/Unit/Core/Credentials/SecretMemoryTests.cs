using R2.Credentials;
using R2.Models;
using R2.Signing;
using R2.Testing;

namespace R2.Unit.Core.Credentials;

/// <summary>Secrets lie where the garbage collector moves nothing, and are gone when they are no longer needed.</summary>
public sealed class SecretMemoryTests
{
    private static readonly CredentialScope s_scope = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "auto", "s3");

    [Fact]
    public void Dispose_OverwritesTheSecretAndTheKeyOfTheDay()
    {
        using Hasher hasher = new();
        R2Credential credential = new("id", "hunter2");
        ReadOnlySpan<byte> secret = credential.SigningSecret;
        byte[] key = new SigningKeyCache().Get(credential, s_scope, hasher).Array;
        Assert.Contains(key, static one => one != 0);

        credential.Dispose();

        Assert.True(secret.IndexOfAnyExcept((byte)0) < 0);
        Assert.True(key.AsSpan().IndexOfAnyExcept((byte)0) < 0);
        Assert.Throws<ObjectDisposedException>(() => credential.RevealSecretAccessKey());
    }

    [Fact]
    public void KeyOfADisposedCredential_IsNotUsedForAnotherWithTheSameSecret()
    {
        using Hasher hasher = new();
        SigningKeyCache cache = new();
        R2Credential first = new("id", "hunter2");
        byte[] key = [.. cache.Get(first, s_scope, hasher).Array];
        first.Dispose();

        Assert.Equal(key, cache.Get(new R2Credential("id", "hunter2"), s_scope, hasher).Array);
        Assert.Throws<ObjectDisposedException>(() => cache.Get(first, s_scope, hasher));
    }

    /// <summary>An array that was just made is of generation 0, but on the heap where nothing moves.</summary>
    [Fact]
    public void SecretsAndDerivedKeys_ArePinned()
    {
        using Hasher hasher = new();
        using SecretBytes derived = SigningKey.Derive("AWS4hunter2"u8, s_scope, hasher);
        using SecretBytes given = new("hunter2"u8);

        Assert.Equal((GC.MaxGeneration, GC.MaxGeneration, 0), (GC.GetGeneration(derived.Array), GC.GetGeneration(given.Array), GC.GetGeneration(new byte[32])));
    }

    [Fact]
    public void CustomersKey_IsOverwritten()
    {
        SseCustomerKey key = new(Enumerable.Repeat((byte)7, 32).ToArray());
        ReadOnlySpan<byte> bytes = key.Key;
        Assert.Equal(7, bytes[31]);

        key.Dispose();

        Assert.True(bytes.IndexOfAnyExcept((byte)0) < 0);
        Assert.Throws<ObjectDisposedException>(() => key.Base64);
    }

    [Fact]
    public async Task Client_OfADisposedCredential_SignsNothing()
    {
        R2FakeTransport fake = new R2FakeTransport().Answer("GET", "*", "text");
        R2Credential credential = new("id", "hunter2");
        using R2Client client = fake.CreateClient(options => options with { Credential = credential });
        (await client.GetObjectAsync("bucket", "key", cancellationToken: TestContext.Current.CancellationToken)).Dispose();
        credential.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => client.GetObjectAsync("bucket", "key", cancellationToken: TestContext.Current.CancellationToken));
        Assert.Single(fake.Requests);
    }
}
