namespace R2.Unit.Core.Lies;

/// <summary>A success is a success only if it is R2's answer to this very request: each line of the table is told to the client over a socket.</summary>
public sealed class LieTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => [.. LieTable.Rows.Select(static row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Lie_ToldByTheServer_IsNotBelieved(string name)
    {
        LieRow row = LieTable.Rows.Single(row => row.Name == name);
        using LieScene scene = await LieScene.SetAsync(row, Cancellation);

        Exception? thrown = await Record.ExceptionAsync(() => scene.DoAsync(Cancellation));

        if (row.Becomes is null)
        {
            Assert.Null(thrown);
        }
        else
        {
            R2Exception e = Assert.IsType<R2Exception>(thrown);
            Assert.True(row.Becomes == e.Code, $"{e.Code}: {e.Message}");
            Assert.True(scene.KeptOldFile);
        }

        if (row.Becomes == R2ErrorCodes.ChecksumMismatch && row.Operation == "CompleteMultipartUpload")
        {
            // There is no upload any more that could be aborted, or cost anything.
            Assert.DoesNotContain("AbortMultipartUpload", scene.Server.Asked);
            Assert.Empty(scene.Notes);
        }

        // What is no answer is asked for once more, and that is all.
        Assert.InRange(scene.Lies, 1, row.Most);
        Assert.Equal(["target.bin"], scene.Files);
        Assert.DoesNotContain(scene.Notes, static note => note.Any(char.IsControl));
    }
}
