using System.Text;
using R2.Cmdlets.Connections.Diagnosis;
using R2.Cmdlets.Results;
using R2.Unit.Support;

namespace R2.Unit.Cmdlets.Commands;

public sealed class TestR2ConnectionCommandTests : CmdletTest
{
    [Fact]
    public void Test_GoodConnection_PassesAndWritesNothing()
    {
        IReadOnlyList<R2ConnectionTest> rows = Run("Test-R2Connection").ThrowIfFailed().As<R2ConnectionTest>();

        Assert.Equal(["Name resolution", "TCP", "TLS", "Clock", "Credential", "List", "Read", "Write", "Delete", "Latency"], rows.Select(row => row.Name));
        Assert.Equal(["TLS", "Write", "Delete"], rows.Where(row => row.Status == R2TestStatus.Skipped).Select(row => row.Name));
        Assert.DoesNotContain(rows, row => row.Status is R2TestStatus.Failed or R2TestStatus.Warning);
        Assert.Equal((0, 0), (Emulator.Requests.CountOf("PutObject"), Emulator.Requests.CountOf("DeleteObject")));
        Assert.All(Emulator.Requests.Where(request => request.Bucket is not null), request => Assert.Equal(Bucket, request.Bucket));
    }

    [Fact]
    public void Test_Write_CleansUp()
    {
        IReadOnlyList<R2ConnectionTest> rows = Run("Test-R2Connection -Write").ThrowIfFailed().As<R2ConnectionTest>();

        Assert.Equal([R2TestStatus.Passed, R2TestStatus.Passed], rows.Where(row => row.Name is "Write" or "Delete").Select(row => row.Status));
        Assert.Equal(1, Emulator.Requests.CountOf("PutObject"));
        Assert.Empty(Keys());
    }

    [Fact]
    public void Test_WriteAndWhatIf_WritesNothing()
    {
        Run("Test-R2Connection -Write -WhatIf").ThrowIfFailed();

        Assert.Equal(0, Emulator.Requests.CountOf("PutObject"));
    }

    [Fact]
    public void Test_WrongSecret_SaysSoAndSkipsTheRest()
    {
        Session.Set("wrong", Credential(Emulator.AccessKeyId, "wrong"));

        IReadOnlyList<R2ConnectionTest> rows = Run($"$null = Connect-R2 -Endpoint $endpoint -Credential $wrong -BucketName {Bucket}; Test-R2Connection -Write").ThrowIfFailed().As<R2ConnectionTest>();

        R2ConnectionTest credential = rows.Single(row => row.Name == "Credential");
        Assert.Equal(R2TestStatus.Failed, credential.Status);
        Assert.Contains("secret access key", credential.Remedy, StringComparison.Ordinal);
        Assert.All(rows.SkipWhile(row => row.Name != "List"), row => Assert.Equal(R2TestStatus.Skipped, row.Status));
        Assert.Equal(false, Run("Test-R2Connection -Quiet").ThrowIfFailed().Output.Single().BaseObject);
    }

    [Fact]
    public void Test_ReadOnlyCredential_FailsWritingAlone()
    {
        Session.Set("account", Emulator.AccountId);
        Run($"$null = Connect-R2 -AccountId $account -Endpoint $endpoint -Credential $credential -BucketName {Bucket}; New-R2TemporaryCredential -Prefix in/ | Connect-R2 | Out-Null").ThrowIfFailed();

        IReadOnlyList<R2ConnectionTest> rows = Run("Test-R2Connection -Write -Prefix in/").ThrowIfFailed().As<R2ConnectionTest>();

        Assert.Equal(["Write", "Delete"], rows.Where(row => row.Status == R2TestStatus.Failed).Select(row => row.Name));
        Assert.Equal(true, Run("Test-R2Connection -Quiet -Prefix in/").ThrowIfFailed().Output.Single().BaseObject);
    }

    [Fact]
    public void Test_NobodyThere_FailsWithARemedy()
    {
        IReadOnlyList<R2ConnectionTest> rows = Run("$null = Connect-R2 -Endpoint http://127.0.0.1:9 -Credential $credential; Test-R2Connection").ThrowIfFailed().As<R2ConnectionTest>();

        Assert.Equal("TCP", Assert.Single(rows, row => row.Status == R2TestStatus.Failed).Name);
        Assert.NotNull(rows.Single(row => row.Name == "TCP").Remedy);
    }

    [Fact]
    public void Test_Tls_TellsVersionAndEnd()
    {
        using TlsServer server = new();
        string file = WriteFile("authority.pem", server.Authority.ExportCertificatePem());
        Session.Set("tls", server.Endpoint);
        Session.Set("authority", file);

        R2ConnectionTest trusted = Run("$null = Connect-R2 -Endpoint $tls -Credential $credential -CertificateAuthority $authority; Test-R2Connection | Where-Object Name -eq TLS").ThrowIfFailed().As<R2ConnectionTest>().Single();
        R2ConnectionTest unknown = Run("$null = Connect-R2 -Endpoint $tls -Credential $credential; Test-R2Connection | Where-Object Name -eq TLS").ThrowIfFailed().As<R2ConnectionTest>().Single();

        Assert.Equal((R2TestStatus.Passed, R2TestStatus.Failed), (trusted.Status, unknown.Status));
        Assert.StartsWith("Tls1", trusted.Detail, StringComparison.Ordinal);
        Assert.Contains("TLS", unknown.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, R2TestStatus.Passed)]
    [InlineData(-299, R2TestStatus.Passed)]
    [InlineData(301, R2TestStatus.Warning)]
    [InlineData(-901, R2TestStatus.Failed)]
    public void Clock_IsJudgedByR2sLimit(int seconds, R2TestStatus status) => Assert.Equal(status, NetworkSteps.Judge(TimeSpan.FromSeconds(seconds)).Status);

    [Theory]
    [InlineData("Content-Type: text/plain\r\nContent-Length: 9\r\n\r\nForbidden", false)]
    [InlineData("Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}", false)]
    [InlineData("Content-Length: 0\r\n\r\n", false)]
    [InlineData("Content-Type: application/xml\r\nContent-Length: 40\r\n\r\n<Error><Code>AccessDenied</Code></Error>", true)]
    [InlineData("x-amz-request-id: 1\r\nContent-Length: 0\r\n\r\n", true)]
    public void Test_Refusal_SaysThatTheCredentialIsGoodOnlyWhereAnS3ServerRefuses(string answer, bool isS3)
    {
        using CannedServer server = new(Encoding.ASCII.GetBytes($"HTTP/1.1 403 Forbidden\r\nConnection: close\r\n{answer}"));
        Session.Set("other", server.Endpoint);

        IReadOnlyList<R2ConnectionTest> rows = Run($"$null = Connect-R2 -Endpoint $other -Credential $credential -BucketName {Bucket}; Test-R2Connection").ThrowIfFailed().As<R2ConnectionTest>();

        Assert.Equal(isS3 ? R2TestStatus.Passed : R2TestStatus.Failed, rows.Single(row => row.Name == "Credential").Status);
    }
}
