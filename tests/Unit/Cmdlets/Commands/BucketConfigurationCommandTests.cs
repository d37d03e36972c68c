using System.Management.Automation;
using R2.Models;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class BucketConfigurationCommandTests : CmdletTest
{
    private const string Cors = "@{ AllowedOrigins = 'https://a.example'; AllowedMethods = 'GET', 'put'; MaxAgeSeconds = 60 }";

    [Fact]
    public void Cors_Hashtables_AreSetReadAndRemoved()
    {
        Run($"Set-R2BucketCors -Rule {Cors}, @{{ Id = 'any'; AllowedOrigins = '*'; AllowedMethods = 'HEAD' }}").ThrowIfFailed();

        IReadOnlyList<R2CorsRule> rules = Run("Get-R2BucketCors").ThrowIfFailed().As<R2CorsRule>();
        Assert.Equal(["https://a.example", "*"], rules.SelectMany(rule => rule.AllowedOrigins));
        Assert.Equal(["GET", "PUT", "HEAD"], rules.SelectMany(rule => rule.AllowedMethods));
        Assert.Equal((60, "any", Bucket), (rules[0].MaxAgeSeconds, rules[1].Id, rules[0].BucketName));
        Run("Remove-R2BucketCors -Confirm:$false").ThrowIfFailed();
        Assert.Empty(Run("Get-R2BucketCors").ThrowIfFailed().Output);
    }

    [Fact]
    public void Cors_TypedRulesOfOneBucket_ArePipedToAnother()
    {
        Run($"$null = New-R2Bucket other; Set-R2BucketCors {Bucket} {Cors}; Get-R2BucketCors {Bucket} | Set-R2BucketCors other").ThrowIfFailed();

        Assert.Equal("other", Run("Get-R2Bucket | Get-R2BucketCors").ThrowIfFailed().As<R2CorsRule>()[0].BucketName);
        Assert.Equal(2, Run("Get-R2Bucket | Get-R2BucketCors").ThrowIfFailed().Output.Count);
    }

    [Fact]
    public void Cors_RulesChangedAndPipedBack_GoWhereTheyCameFrom()
    {
        Run($"$null = New-R2Bucket other; Set-R2BucketCors {Bucket} {Cors}; Set-R2BucketCors other {Cors}").ThrowIfFailed();

        Run("Get-R2Bucket | Get-R2BucketCors | Set-R2BucketCors").ThrowIfFailed();

        Assert.Equal(["other", Bucket], Run("Get-R2Bucket | Get-R2BucketCors").ThrowIfFailed().As<R2CorsRule>().Select(rule => rule.BucketName));
    }

    [Fact]
    public void Cors_TypedRuleOfOnesOwn_GoesToTheDefaultBucket()
    {
        Session.Set("rule", new R2CorsRule { AllowedOrigins = ["*"], AllowedMethods = ["GET"] });

        Assert.Equal(Bucket, Run("$rule | Set-R2BucketCors -PassThru").ThrowIfFailed().As<R2CorsRule>().Single().BucketName);
    }

    [Fact]
    public void Cors_FileForPipedBuckets_GoesToEach()
    {
        WriteFile("cors.json", "[{ \"AllowedOrigins\": [\"*\"], \"AllowedMethods\": [\"GET\"] }]");

        Run("$null = New-R2Bucket other; Get-R2Bucket | Set-R2BucketCors -Path $folder/cors.json").ThrowIfFailed();

        Assert.Equal(["other", Bucket], Run("Get-R2Bucket | Get-R2BucketCors").ThrowIfFailed().As<R2CorsRule>().Select(rule => rule.BucketName));
    }

    [Theory]
    [InlineData("Set-R2BucketCors -Rule $json")]
    [InlineData("$json | Set-R2BucketCors")]
    [InlineData("$json -split \"`n\" | Set-R2BucketCors")]
    [InlineData("Set-R2BucketCors -Path $folder/cors.json")]
    [InlineData("[pscustomobject]@{ AllowedOrigins = @('http://localhost:3000'); AllowedMethods = @('GET'); ExposeHeaders = $null } | Set-R2BucketCors")]
    public void Cors_CloudflaresJson_GoesInAndComesOut(string command)
    {
        const string Json = """
            [
              {
                "AllowedOrigins": [ "http://localhost:3000" ],
                "AllowedMethods": [ "GET" ]
              }
            ]
            """;
        WriteFile("cors.json", Json);
        Session.Set("json", Json);
        Run(command).ThrowIfFailed();

        string json = (string)Run("Get-R2BucketCors -AsJson").ThrowIfFailed().Output.Single().BaseObject;
        Assert.Equal(string.Concat(Json.Where(c => !char.IsWhiteSpace(c))), string.Concat(json.Where(c => !char.IsWhiteSpace(c))));
    }

    [Fact]
    public void Lifecycle_Hashtables_AreSetReadAndRemoved()
    {
        Run("Set-R2BucketLifecycle -Rule @{ Id = 'logs'; Prefix = 'logs/'; ExpirationDays = 90 }, @{ Id = 'up'; AbortMultipartDays = 1 }, @{ Id = 'd'; ExpirationDate = [datetime]'2030-01-31' }").ThrowIfFailed();

        IReadOnlyList<R2LifecycleRule> rules = Run("Get-R2BucketLifecycle").ThrowIfFailed().As<R2LifecycleRule>();
        Assert.Equal([("logs", "logs/", 90, null), ("up", "", null, 1), ("d", "", (int?)null, (int?)null)], rules.Select(rule => (rule.Id!, rule.Prefix, rule.ExpirationDays, rule.AbortMultipartDays)));
        Assert.Equal(new DateTimeOffset(2030, 1, 31, 0, 0, 0, TimeSpan.Zero), rules[2].ExpirationDate);
        Assert.Contains("\"maxAge\": 7776000", (string)Run("Get-R2BucketLifecycle -AsJson").ThrowIfFailed().Output.Single().BaseObject, StringComparison.Ordinal);
        Run("Get-R2Bucket | Remove-R2BucketLifecycle -Confirm:$false").ThrowIfFailed();
        Assert.Empty(Run("Get-R2BucketLifecycle").ThrowIfFailed().Output);
    }

    [Fact]
    public void Lifecycle_OneRuleMoreByPipeline_KeepsTheOthers()
    {
        Run("Set-R2BucketLifecycle -Rule @{ Id = 'a'; ExpirationDays = 1 }").ThrowIfFailed();

        Run("@(Get-R2BucketLifecycle) + @{ Id = 'b'; ExpirationDays = 2 } | Set-R2BucketLifecycle").ThrowIfFailed();

        Assert.Equal(["a", "b"], Run("Get-R2BucketLifecycle").ThrowIfFailed().As<R2LifecycleRule>().Select(rule => rule.Id));
    }

    [Theory]
    [InlineData("Set-R2BucketCors -Rule @{ AllowedOrigins = '*'; AllowedMethods = 'GET' }, @{ AllowedOrigins = 'https://a/b'; AllowedMethods = 'GET' }", "Rule 2: AllowedOrigins holds 'https://a/b'")]
    [InlineData("Set-R2BucketCors -Rule @{ AllowedOrigins = '*'; AllowedMethods = 'GET' }, @{ Origin = '*' }", "Rule 2: Origin is not a property of such a rule")]
    [InlineData("Set-R2BucketCors -Rule ([System.IO.DirectoryInfo]::new($folder))", "Rule 1 is or contains a DirectoryInfo")]
    [InlineData("Set-R2BucketCors -Rule @()", "There are 0 rules")]
    [InlineData("Set-R2BucketLifecycle -Rule @{ ExpirationDays = 1 }, @{ ExpirationDays = 0 }", "Rule 2: ExpirationDays is 0")]
    [InlineData("'[{' | Set-R2BucketLifecycle", "no valid JSON")]
    public void Set_BadRule_IsRefusedByItsNumberAndNothingIsSent(string command, string message)
    {
        ErrorRecord error = RunToError(command);

        AssertError(error, "R2.InvalidRule", ErrorCategory.InvalidArgument);
        Assert.Contains(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Emulator.Requests, request => request.Operation.StartsWith("PutBucket", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatIf_ChangesNothing()
    {
        Run($"Set-R2BucketCors {Bucket} {Cors}; Set-R2BucketLifecycle -Rule @{{ ExpirationDays = 1 }}").ThrowIfFailed();

        Run("Set-R2BucketCors -Rule @{ AllowedOrigins = '*'; AllowedMethods = 'GET' } -WhatIf; Set-R2BucketLifecycle -Rule @{ ExpirationDays = 2 } -WhatIf; Remove-R2BucketCors -WhatIf; Remove-R2BucketLifecycle -WhatIf").ThrowIfFailed();

        Assert.Equal("https://a.example", Run("Get-R2BucketCors").ThrowIfFailed().As<R2CorsRule>().Single().AllowedOrigins.Single());
        Assert.Equal(1, Run("Get-R2BucketLifecycle").ThrowIfFailed().As<R2LifecycleRule>().Single().ExpirationDays);
    }

    [Fact]
    public void NoSuchBucket_IsAnErrorAndThePipelineGoesOn()
    {
        AssertError(RunToError("Get-R2BucketCors none-such"), "R2.NoSuchBucket", ErrorCategory.ObjectNotFound, "none-such");
        AssertError(RunToError("Remove-R2BucketLifecycle none-such -Confirm:$false"), "R2.NoSuchBucket", ErrorCategory.ObjectNotFound, "none-such");
    }
}
