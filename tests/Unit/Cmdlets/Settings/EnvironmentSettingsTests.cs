using System.Collections;
using R2.Cmdlets.Connections;
using R2.Settings;

namespace R2.Unit.Cmdlets.Settings;

public sealed class EnvironmentSettingsTests
{
    private const string Account = "0123456789abcdef0123456789abcdef";
    private const string Id = "00112233445566778899aabbccddeeff";
    private const string Secret = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f";

    private readonly Dictionary<string, string> _variables = new()
    {
        ["R2_ACCOUNT_ID"] = Account,
        ["R2_ACCESS_KEY_ID"] = Id,
        ["R2_SECRET_ACCESS_KEY"] = Secret,
    };

    private EnvironmentSettings Environment => new(name => _variables.GetValueOrDefault(name));

    [Fact]
    public void Read_AllSet_Connects()
    {
        _variables["R2_JURISDICTION"] = "eu";
        _variables["R2_BUCKET"] = "logs";

        R2Connection connection = Read().Connect("environment");

        Assert.Equal(($"{Account}.eu.r2.cloudflarestorage.com", "logs", Id), (connection.Endpoint.Host, connection.BucketName, connection.AccessKeyId));
    }

    [Theory]
    [InlineData("R2_TIMEOUT_SECONDS", "0", "1 to 86,400 seconds")]
    [InlineData("R2_TIMEOUT_SECONDS", "5 min", "1 to 86,400 seconds")]
    [InlineData("R2_POOL_MAX_IDLE", "10001", "1 to 10,000 connections")]
    [InlineData("R2_POOL_IDLE_TIMEOUT_SECONDS", "-1", "1 to 86,400 seconds")]
    [InlineData("R2_JURISDICTION", "moon", "default, eu, fedramp, fedramp-high or us")]
    [InlineData("R2_JURISDICTION", "1", "default, eu, fedramp, fedramp-high or us")]
    public void Read_BadValue_IsRefusedWithNameValueAndRange(string name, string value, string range)
    {
        _variables[name] = value;

        R2Exception exception = Assert.Throws<R2Exception>(Read);

        Assert.Equal(R2ErrorCodes.InvalidSetting, exception.Code);
        Assert.Equal($"{name} is '{value}'; it must be {range}.", exception.Message);
    }

    [Theory]
    [InlineData("example.com", "use https://example.com")]
    [InlineData("s3://AKID:hunter2@host/b", "no absolute http or https address")]
    [InlineData("https://AKID:hun/ter2@host", "no absolute http or https address")]
    public void Connect_BadEndpoint_NamesTheVariableAndShowsNoSecret(string value, string reason)
    {
        _variables["R2_ENDPOINT"] = value;

        R2Exception exception = Assert.Throws<R2Exception>(() => Read().Connect("environment"));

        Assert.Equal(R2ErrorCodes.InvalidSetting, exception.Code);
        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("It comes from R2_ENDPOINT.", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ter2", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Connect_LineEndFromACiVariable_IsTrimmed()
    {
        _variables["R2_ENDPOINT"] = $" https://{Account}.r2.cloudflarestorage.com\n";

        Assert.Equal($"https://{Account}.r2.cloudflarestorage.com/", Read().Connect("environment").Endpoint.AbsoluteUri);
        _variables.Remove("R2_ENDPOINT");
        _variables["R2_ACCOUNT_ID"] = $"{Account}\r\n";
        Assert.Equal($"{Account}.r2.cloudflarestorage.com", Read().Connect("environment").Endpoint.Host);
    }

    [Theory]
    [InlineData("R2_ACCESS_KEY_ID")]
    [InlineData("R2_SECRET_ACCESS_KEY")]
    public void Read_HalfACredential_IsRefused(string missing)
    {
        _variables.Remove(missing);

        Assert.Contains(missing, Assert.Throws<R2Exception>(Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyValue_IsUnset()
    {
        _variables["R2_TIMEOUT_SECONDS"] = "";

        Assert.False(Read().Values.Has(KnownSettings.Timeout));
    }

    [Fact]
    public void Read_OnlyOtherToolsKeys_AreUsedAndNamed()
    {
        _variables.Remove("R2_ACCESS_KEY_ID");
        _variables.Remove("R2_SECRET_ACCESS_KEY");
        (_variables["AWS_ACCESS_KEY_ID"], _variables["AWS_SECRET_ACCESS_KEY"], _variables["AWS_SESSION_TOKEN"]) = (Id, Secret, "token");

        Assert.True(Environment.IsComplete);
        R2Connection connection = Read().Connect("environment");

        Assert.True(connection.IsTemporary);
        Assert.Equal("AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN", connection.Settings.Single(setting => setting.Name == "SecretAccessKey").Source);
        Assert.DoesNotContain(connection.Settings, setting => setting.Value is Secret or "token");
    }

    [Fact]
    public void Read_OwnAndOtherToolsKeys_UsesItsOwnWithoutTheOthersToken()
    {
        (_variables["AWS_ACCESS_KEY_ID"], _variables["AWS_SECRET_ACCESS_KEY"], _variables["AWS_SESSION_TOKEN"]) = ("other", "other", "token");

        R2Connection connection = Read().Connect("environment");

        Assert.Equal((Id, false), (connection.AccessKeyId, connection.IsTemporary));
    }

    [Fact]
    public void Settings_NameTheSourceOfEveryValue()
    {
        _variables["R2_TIMEOUT_SECONDS"] = "20";
        SettingLayer parameters = SettingLayer.Empty.With(KnownSettings.BucketName, "mine", "parameter");

        R2Connection connection = new ConnectionSettings { Values = parameters }.Over(Read()).Connect("test");

        string Of(string name) => connection.Settings.Single(setting => setting.Name == name).ToString();
        Assert.Equal("AccountId = 0123456789abcdef0123456789abcdef (R2_ACCOUNT_ID)", Of("AccountId"));
        Assert.Equal("BucketName = mine (parameter)", Of("BucketName"));
        Assert.Equal("TimeoutSeconds = 20 (R2_TIMEOUT_SECONDS)", Of("TimeoutSeconds"));
        Assert.Equal("RetryMaxAttempts = 3 (default)", Of("RetryMaxAttempts"));
    }

    [Fact]
    public void TransferOptions_ConnectionsOwn_OutrankTheEnvironmentOfNow()
    {
        SettingLayer options = SettingOptions.Parse(new Hashtable { ["retry_max_attempts"] = 7 }, "parameter");
        R2Connection connection = new ConnectionSettings { Values = options }.Over(Read()).Connect("test");
        (_variables["R2_RETRY_MAX_ATTEMPTS"], _variables["R2_MULTIPART_CONCURRENCY"]) = ("9", "2");

        TransferOptions transfer = connection.TransferOptions(Environment);

        Assert.Equal((7, 2), (transfer.Retry!.MaxAttempts, transfer.Concurrency));
    }

    [Fact]
    public void TransferOptions_FirstWaitLongerThanTheLongest_SaysWhereBothComeFrom()
    {
        (_variables["R2_RETRY_BASE_DELAY_MS"], _variables["R2_RETRY_MAX_DELAY_MS"]) = ("500", "200");

        string message = Assert.Throws<R2Exception>(() => Read().Connect("test").TransferOptions(Environment)).Message;

        Assert.Contains("RetryBaseDelayMs is '500' (R2_RETRY_BASE_DELAY_MS)", message, StringComparison.Ordinal);
        Assert.Contains("(R2_RETRY_MAX_DELAY_MS)", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_UnknownName_IsRefusedWithThoseThereAre()
    {
        string message = Assert.Throws<R2Exception>(() => SettingOptions.Parse(new Hashtable { ["Timeout"] = 7 }, "parameter")).Message;

        Assert.Contains("There is no option 'Timeout'; it must be one of TimeoutSeconds, TotalTimeoutSeconds, PoolMaxIdle", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Over_AccountGiven_OutranksTheEndpointBelow()
    {
        SettingLayer lower = SettingLayer.Empty.With(KnownSettings.Endpoint, new Uri("http://127.0.0.1:9000"), "below").With(KnownSettings.BucketName, "below", "below");

        SettingLayer both = SettingLayer.Empty.With(KnownSettings.AccountId, Account, "above").Over(lower);

        Assert.False(both.Has(KnownSettings.Endpoint));
        Assert.Equal("below", both.Get(KnownSettings.BucketName));
    }

    private ConnectionSettings Read() => new() { Values = Environment.ReadValues(), Credential = Environment.ReadCredential() };
}
