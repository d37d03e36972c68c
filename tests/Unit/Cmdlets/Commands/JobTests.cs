using R2.Cmdlets.Api;
using R2.Models;

namespace R2.Unit.Cmdlets.Commands;

public sealed class JobTests
{
    [Theory]
    [InlineData("FAILED", "failed")]
    [InlineData("CANCELLED", "was cancelled")]
    public void Job_ThatDidNotEndWell_IsAnErrorWithWhatItDeleted(string status, string word)
    {
        R2Exception e = Assert.Throws<R2Exception>(() => R2JobCmdlet.Checked(Job(status)));

        Assert.Equal("JobFailed", e.Code);
        Assert.Equal($"The job j1 {word}; it had deleted 7 objects.", e.Message);
    }

    [Fact]
    public void Job_ThatIsDone_IsItself() => Assert.Equal(Job("COMPLETED"), R2JobCmdlet.Checked(Job("COMPLETED")));

    private static R2Job Job(string status) => new() { BucketName = "b-b", JobId = "j1", Type = "prefixDelete", Status = status, DeletedObjects = 7 };
}
