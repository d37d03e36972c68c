using System.Text.Json;
using R2.Unit.Support;

namespace R2.Unit.Core.Credentials;

/// <summary>
/// Against vectors made by Cloudflare's own sample under Node 20 with jose 6.2.17 and the clock stopped
/// (https://developers.cloudflare.com/r2/examples/authenticate-r2-temp-credentials/).
/// </summary>
public sealed class TemporaryCredentialTests
{
    private const string Account = "0123456789abcdef0123456789abcdef";
    private const string Id = "00112233445566778899aabbccddeeff";
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_795_348_800);

    private static readonly TemporaryCredentialOptions s_options = new()
    {
        AccountId = Account,
        Endpoint = new Uri($"https://{Account}.r2.cloudflarestorage.com"),
        BucketName = "my-bucket",
        Permission = R2AccessLevel.ObjectReadWrite,
    };

    private static readonly R2Credential s_parent = new(Id, Secret);

    public static TheoryData<string> Names => [.. Vectors().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Delegate_CloudflaresVectors_AreMadeByteForByte(string name)
    {
        JsonElement vector = Vectors().Single(vector => vector.GetProperty("name").GetString() == name);

        R2Credential credential = s_parent.Delegate(Options(vector), s_now);

        Assert.Equal(vector.GetProperty("sessionToken").GetString(), credential.RevealSessionToken());
        Assert.Equal(vector.GetProperty("secretAccessKey").GetString(), new string(credential.RevealSecretAccessKey()));
        Assert.Equal(Id, credential.AccessKeyId);
        Assert.True(credential.IsTemporary);
    }

    [Fact]
    public void Expires_OfToken_IsReadFromIt()
    {
        Assert.Equal(s_now.AddHours(1), s_parent.Delegate(s_options, s_now).Expires);
        Assert.Null(s_parent.Expires);
    }

    [Theory]
    [InlineData("token")]
    [InlineData("and0Lw==")] // jwt/
    [InlineData("and0L2EuYi5j")] // jwt/a.b.c
    [InlineData("and0L2Uuey4=")]
    public void Expires_OfOtherTokens_IsUnknown(string token) => Assert.Null(new R2Credential(Id, Secret, token).Expires);

    [Fact]
    public void Delegate_FromTemporary_IsRefused()
    {
        R2Credential temporary = s_parent.Delegate(s_options, s_now);

        Assert.Equal(R2ErrorCodes.InvalidCredential, Assert.Throws<R2Exception>(() => temporary.Delegate(s_options, s_now)).Code);
    }

    [Fact]
    public void Delegate_BadOptions_AreRefusedByName()
    {
        AssertRefused("Lifetime", s_options with { Lifetime = TimeSpan.Zero });
        AssertRefused("Lifetime", s_options with { Lifetime = TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1) });
        AssertRefused("Prefixes", s_options with { Prefixes = ["/logs/"] });
        AssertRefused("Prefixes", s_options with { Prefixes = [""] });
        AssertRefused("Objects", s_options with { Objects = ["/a"] });
        AssertRefused("Actions", s_options with { Actions = ["getobject"] });
        AssertRefused("Permission", s_options with { Permission = null });
        AssertRefused("'Bucket'", s_options with { BucketName = "Bucket" });
    }

    private static void AssertRefused(string name, TemporaryCredentialOptions options) =>
        Assert.Contains(name, Assert.Throws<R2Exception>(() => s_parent.Delegate(options, s_now)).Message, StringComparison.Ordinal);

    private static JsonElement[] Vectors() => [.. JsonDocument.Parse(
        File.ReadAllText(Path.Combine(Repository.Root, "tests", "Unit", "Core", "Credentials", "temporary-credentials.json"))).RootElement.EnumerateArray()];

    private static TemporaryCredentialOptions Options(JsonElement vector)
    {
        JsonElement opts = vector.GetProperty("opts");
        JsonElement paths = opts.TryGetProperty("paths", out JsonElement given) ? given : default;
        return new()
        {
            AccountId = vector.GetProperty("account").GetString()!,
            Endpoint = new Uri(vector.GetProperty("endpoint").GetString()!),
            BucketName = vector.GetProperty("bucket").GetString()!,
            Permission = Enum.Parse<R2AccessLevel>(opts.GetProperty("scope").GetString()!.Replace("-", "", StringComparison.Ordinal), ignoreCase: true),
            Actions = Strings(opts, "actions"),
            Prefixes = Strings(paths, "prefixPaths"),
            Objects = Strings(paths, "objectPaths"),
            Lifetime = TimeSpan.FromSeconds(opts.TryGetProperty("ttlSeconds", out JsonElement seconds) ? seconds.GetInt32() : 3600),
        };
    }

    private static string[] Strings(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out JsonElement array) ? [.. array.EnumerateArray().Select(item => item.GetString()!)] : [];
}
