using R2.Emulator;
using R2.Unit.Support;

namespace R2.Unit.Docs;

public sealed class DeploymentTests : CmdletTest
{
    public DeploymentTests()
    {
        WriteFile("data/a.txt", "a");
        WriteFile("data/sub/b.txt", "bb");
        Session.Set("backup", Path.Combine(Repository.Root, "examples", "deploy", "backup.ps1"));
    }

    [Fact]
    public void Backup_WritesTheFolderAndItsMetrics_AndEndsWith0()
    {
        int code = Backup();

        Assert.Equal(0, code);
        Assert.Equal(["day/data/a.txt", "day/data/sub/b.txt"], Keys());
        Assert.Contains("r2_requests_total{operation=\"PutObject\",status=\"200\"} 2\n", File.ReadAllText(Path.Combine(Folder, "r2.prom")), StringComparison.Ordinal);
    }

    [Fact]
    public void Backup_OfAFileThatIsRefused_WritesTheOthersAndEndsWith1()
    {
        Emulator.Faults.Add(Fault.Status(403, "AccessDenied") with { KeyPattern = "day/data/a.txt" });

        int code = Backup();

        Assert.Equal(1, code);
        Assert.Equal(["day/data/sub/b.txt"], Keys());
    }

    private int Backup() =>
        (int)Run($"& $backup -Path $folder/data -BucketName {Bucket} -Prefix day/ -MetricPath $folder/r2.prom 2>$null; $LASTEXITCODE").Output[^1].BaseObject;
}
