using System.Globalization;
using System.Text.RegularExpressions;
using R2.Settings;
using R2.Unit.Support;

namespace R2.Unit.Core.Settings;

/// <summary>Every variable: its default, what it does to a client and its transfers, and what it refuses below and above its range.</summary>
public sealed partial class SettingsTableTests
{
    private static readonly Dictionary<string, string> s_needed = new()
    {
        ["R2_ACCOUNT_ID"] = "0123456789abcdef0123456789abcdef",
        ["R2_ACCESS_KEY_ID"] = "00112233445566778899aabbccddeeff",
        ["R2_SECRET_ACCESS_KEY"] = "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f",
    };

    /// <summary>Variable, what of the options it sets, its default there, a value, that value there, and the first value below and above its range.</summary>
    public static TheoryData<string, string, string, string, string, string?, string?> Table => new()
    {
        { "R2_ENDPOINT", "Endpoint", "", "https://example.com", "https://example.com/", null, null },
        { "R2_JURISDICTION", "Jurisdiction", "Default", "eu", "Eu", "moon", null },
        { "R2_JURISDICTION", "Jurisdiction", "Default", "fedramp-high", "FedrampHigh", "moon", null },
        { "R2_TIMEOUT_SECONDS", "Timeout", "300", "20", "20", "0", "86401" },
        { "R2_TOTAL_TIMEOUT_SECONDS", "Retry.TotalTimeout", "", "60", "60", "-1", "86401" },
        { "R2_POOL_MAX_IDLE", "PoolMaxIdle", "20", "50", "50", "0", "10001" },
        { "R2_POOL_IDLE_TIMEOUT_SECONDS", "PoolIdleTimeout", "90", "30", "30", "0", "86401" },
        { "R2_HTTP2", "UseHttp2", "False", "true", "True", "2", null },
        { "R2_MULTIPART_THRESHOLD_BYTES", "Transfer.MultipartThreshold", "104857600", "1", "1", "0", "5363466241" },
        { "R2_MULTIPART_PART_SIZE_BYTES", "Transfer.PartSize", "10485760", "5242880", "5242880", "5242879", "5363466241" },
        { "R2_MULTIPART_CONCURRENCY", "Transfer.Concurrency", "4", "8", "8", "0", "1001" },
        { "R2_RETRY_MAX_ATTEMPTS", "Retry.MaxAttempts", "3", "7", "7", "0", "101" },
        { "R2_RETRY_MAX_ATTEMPTS", "Transfer.Retry.MaxAttempts", "3", "7", "7", "0", "101" },
        { "R2_RETRY_BASE_DELAY_MS", "Retry.BaseDelay", "0.1", "200", "0.2", "0", "3600001" },
        { "R2_RETRY_MAX_DELAY_MS", "Retry.MaxDelay", "30", "3600000", "3600", "0", "3600001" },
        { "R2_CIRCUIT_BREAKER_FAILURE_THRESHOLD", "BreakerFailureThreshold", "5", "9", "9", "1", "1001" },
        { "R2_CIRCUIT_BREAKER_WINDOW_SECONDS", "BreakerWindow", "60", "10", "10", "0", "86401" },
        { "R2_CIRCUIT_BREAKER_RESET_TIMEOUT_SECONDS", "BreakerResetTimeout", "30", "1", "1", "0", "86401" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Variable_HasItsDefault_ItsEffectAndItsRange(string variable, string option, string byDefault, string value, string effect, string? below, string? above)
    {
        Assert.Equal(byDefault, Effect(option, variable, null));
        Assert.Equal(byDefault, Effect(option, variable, ""));
        Assert.Equal(effect, Effect(option, variable, value));
        foreach (string outside in new[] { below, above }.OfType<string>())
        {
            R2Exception e = Assert.Throws<R2Exception>(() => Effect(option, variable, outside));
            Assert.Equal(R2ErrorCodes.InvalidSetting, e.Code);
            Assert.StartsWith($"{variable} is '{outside}'; it must be ", e.Message, StringComparison.Ordinal);
        }
    }

    /// <summary>A setting that is not in the table above has no test: the three that are no options of a client are R2_ACCOUNT_ID, which all rows have, and the module's R2_BUCKET and R2_API_ENDPOINT.</summary>
    [Fact]
    public void Table_HasEveryVariable()
    {
        string[] tested = [.. Table.Select(static row => row.Data.Item1).Distinct()];

        Assert.Equal(KnownSettings.All.Select(static setting => setting.Variable).OfType<string>().Except(["R2_ACCOUNT_ID", "R2_BUCKET", "R2_API_ENDPOINT"]).Order(), tested.Order());
    }

    /// <summary>What docs/settings.md says is the default of a variable is that of the code.</summary>
    [Fact]
    public void Page_SaysTheDefaults()
    {
        Dictionary<string, string> said = [];
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "docs", "settings.md")).Where(static line => line.StartsWith("| `R2_", StringComparison.Ordinal)))
        {
            string[] cells = line.Split('|');
            string[] defaults = cells[^2].Split(',', StringSplitOptions.TrimEntries);
            string[] names = [.. Names().Matches(cells[1]).Select(static match => match.Value)];
            for (int i = 0; i < names.Length; i++)
            {
                said[names[i]] = defaults[Math.Min(i, defaults.Length - 1)];
            }
        }

        foreach (Setting setting in KnownSettings.Options.Where(static setting => setting.Variable is not null))
        {
            Assert.Equal((setting.Variable, setting.Show(SettingLayer.Empty)), (setting.Variable, said.GetValueOrDefault(setting.Variable!)));
        }
    }

    [Theory]
    [InlineData("R2_ACCOUNT_ID", "Neither R2_ACCOUNT_ID nor R2_ENDPOINT is set")]
    [InlineData("R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY is set but R2_ACCESS_KEY_ID is not")]
    [InlineData("R2_ACCESS_KEY_ID,R2_SECRET_ACCESS_KEY", "R2_ACCESS_KEY_ID and R2_SECRET_ACCESS_KEY are not set")]
    public void FromEnvironment_WithoutWhatItNeeds_SaysWhatIsMissing(string missing, string expected)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => ClientSettings.From(Of(s_needed.Where(variable => !missing.Split(',').Contains(variable.Key)))));

        Assert.Equal(R2ErrorCodes.InvalidSetting, e.Code);
        Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromEnvironment_WithWhatItNeeds_MakesAClientOfR2()
    {
        using R2Client client = new(ClientSettings.From(Of(s_needed)));

        Assert.Equal(("0123456789abcdef0123456789abcdef.r2.cloudflarestorage.com", "00112233445566778899aabbccddeeff"), (client.Endpoint.Host, client.Credential.AccessKeyId));
        Assert.Equal("auto", client.Options.Region);
    }

    private static string Effect(string option, string variable, string? value)
    {
        EnvironmentSettings environment = Of(s_needed.Append(new(variable, value ?? "")));
        object? found = option.StartsWith("Transfer.", StringComparison.Ordinal) ? TransferSettings.From(environment.ReadValues()) : ClientSettings.From(environment);
        foreach (string name in option.Replace("Transfer.", "", StringComparison.Ordinal).Split('.'))
        {
            found = found!.GetType().GetProperty(name)!.GetValue(found);
        }

        return found is TimeSpan time ? time.TotalSeconds.ToString(CultureInfo.InvariantCulture) : Convert.ToString(found, CultureInfo.InvariantCulture) ?? "";
    }

    private static EnvironmentSettings Of(IEnumerable<KeyValuePair<string, string>> variables)
    {
        Dictionary<string, string> all = new(variables);
        return new(name => all.GetValueOrDefault(name));
    }

    [GeneratedRegex("R2_[A-Z0-9_]+")]
    private static partial Regex Names();
}
