using R2.Cmdlets.Connections;

namespace R2.Unit.Cmdlets.Connections;

public sealed class EnvironmentSettingsTests
{
    private const string Account = "0123456789abcdef0123456789abcdef";

    private readonly Dictionary<string, string> _variables = new()
    {
        ["R2_ACCOUNT_ID"] = Account,
        ["R2_ACCESS_KEY_ID"] = "id",
        ["R2_SECRET_ACCESS_KEY"] = "secret",
    };

    private EnvironmentSettings Environment => new(name => _variables.GetValueOrDefault(name));

    [Fact]
    public void Read_AllSet_Connects()
    {
        _variables["R2_JURISDICTION"] = "eu";
        _variables["R2_BUCKET"] = "logs";

        R2Connection connection = Environment.Read().Connect("environment");

        Assert.Equal(($"{Account}.eu.r2.cloudflarestorage.com", "logs", "id"), (connection.Endpoint.Host, connection.BucketName, connection.AccessKeyId));
    }

    [Theory]
    [InlineData("R2_TIMEOUT_SECONDS", "0", "1 to 86,400 seconds")]
    [InlineData("R2_TIMEOUT_SECONDS", "5 min", "1 to 86,400 seconds")]
    [InlineData("R2_POOL_MAX_IDLE", "10001", "1 to 10,000 connections")]
    [InlineData("R2_POOL_IDLE_TIMEOUT_SECONDS", "-1", "1 to 86,400 seconds")]
    [InlineData("R2_JURISDICTION", "moon", "default, eu, fedramp or us")]
    [InlineData("R2_JURISDICTION", "1", "default, eu, fedramp or us")]
    [InlineData("R2_ENDPOINT", "example.com", "an absolute http or https address")]
    public void Read_BadValue_IsRefusedWithNameValueAndRange(string name, string value, string range)
    {
        _variables[name] = value;

        R2Exception exception = Assert.Throws<R2Exception>(Environment.Read);

        Assert.Equal(R2ErrorCodes.InvalidSetting, exception.Code);
        Assert.Equal($"{name} is '{value}'; allowed is {range}.", exception.Message);
    }

    [Theory]
    [InlineData("R2_ACCESS_KEY_ID")]
    [InlineData("R2_SECRET_ACCESS_KEY")]
    public void Read_HalfACredential_IsRefused(string missing)
    {
        _variables.Remove(missing);

        Assert.Contains(missing, Assert.Throws<R2Exception>(Environment.Read).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EmptyValue_IsUnset()
    {
        _variables["R2_TIMEOUT_SECONDS"] = "";

        Assert.Null(Environment.Read().Timeout);
    }

    [Fact]
    public void Over_AccountGiven_OutranksTheEndpointBelow()
    {
        ConnectionSettings lower = new() { Endpoint = new Uri("http://127.0.0.1:9000"), BucketName = "below" };

        ConnectionSettings both = new ConnectionSettings { AccountId = Account }.Over(lower);

        Assert.Null(both.Endpoint);
        Assert.Equal("below", both.BucketName);
    }
}
