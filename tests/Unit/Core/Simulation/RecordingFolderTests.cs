using System.IO.Compression;
using System.Text.RegularExpressions;
using R2.Simulation;
using R2.Unit.Support;
using static R2.Unit.Support.SimulationFixture;

namespace R2.Unit.Core.Simulation;

public sealed partial class RecordingFolderTests : IDisposable
{
    private readonly SimulationFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string IndexFile => Path.Combine(_fixture.Recording, "recording.jsonl");

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("no end", R2ErrorCodes.RecordingIncomplete)]
    [InlineData("half a line", R2ErrorCodes.RecordingIncomplete)]
    [InlineData("a line less", R2ErrorCodes.RecordingIncomplete)]
    [InlineData("no body", R2ErrorCodes.RecordingIncomplete)]
    [InlineData("half a body", R2ErrorCodes.RecordingIncomplete)]
    [InlineData("empty", R2ErrorCodes.RecordingIncomplete)]
    [InlineData("newer", R2ErrorCodes.UnsupportedRecording)]
    [InlineData("something else", R2ErrorCodes.InvalidRecording)]
    [InlineData("a member less", R2ErrorCodes.InvalidRecording)]
    [InlineData("a path for a body", R2ErrorCodes.InvalidRecording)]
    [InlineData("a time for ever", R2ErrorCodes.InvalidRecording)]
    public async Task DamagedRecording_IsRefusedAndNeverOverwritten(string damage, string code)
    {
        await RecordTwoAsync();
        Damage(damage);
        string before = await File.ReadAllTextAsync(IndexFile, Cancellation);

        R2Exception replay = Assert.Throws<R2Exception>(() => R2Simulation.Replay(_fixture.Recording));
        R2Exception record = Assert.Throws<R2Exception>(() => R2Simulation.Record(_fixture.Recording));
        R2Exception force = Assert.Throws<R2Exception>(() => R2Simulation.Record(_fixture.Recording, overwrite: true));
        R2Exception export = Assert.Throws<R2Exception>(() => R2RecordingArchive.Export(_fixture.Recording, Path.Combine(_fixture.Folder, "x.zip")));

        Assert.Equal([code, code, code, code], [replay.Code, record.Code, force.Code, export.Code]);
        Assert.Contains(_fixture.Recording, replay.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllTextAsync(IndexFile, Cancellation));
        Assert.False(File.Exists(Path.Combine(_fixture.Folder, "x.zip")));
    }

    [Fact]
    public async Task RecordingThatStillRuns_CountsAsCutShort_WithAllThatEndedReadable()
    {
        using R2Simulation recording = R2Simulation.Record(_fixture.Recording);
        await _fixture.Live(recording).HeadBucketAsync(Bucket, Cancellation);

        R2Exception e = Assert.Throws<R2Exception>(() => R2Simulation.Replay(_fixture.Recording));

        Assert.Equal(R2ErrorCodes.RecordingIncomplete, e.Code);
        Assert.Contains("cut short after 1 exchanges", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Record_OverARecording_NeedsToBeTold_AndLeavesNoBodyBehind()
    {
        await RecordTwoAsync();
        R2Exception e = Assert.Throws<R2Exception>(() => R2Simulation.Record(_fixture.Recording));
        Assert.Equal(R2ErrorCodes.RecordingExists, e.Code);

        R2Simulation.Record(_fixture.Recording, overwrite: true).Dispose();

        Assert.Equal(0, R2Simulation.Replay(_fixture.Recording).RecordedCount);
        Assert.Empty(Directory.GetFiles(Path.Combine(_fixture.Recording, "bodies")));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Record_OverOtherFiles_IsRefused(bool overwrite)
    {
        Directory.CreateDirectory(_fixture.Recording);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Recording, "thesis.doc"), "years of work", Cancellation);

        R2Exception e = Assert.Throws<R2Exception>(() => R2Simulation.Record(_fixture.Recording, overwrite));

        Assert.Equal(R2ErrorCodes.RecordingExists, e.Code);
        Assert.True(File.Exists(Path.Combine(_fixture.Recording, "thesis.doc")));
    }

    [Fact]
    public void Replay_OfNothing_SaysWhatIsMissing()
    {
        R2Exception e = Assert.Throws<R2Exception>(() => R2Simulation.Replay(_fixture.Recording));

        Assert.Equal(R2ErrorCodes.RecordingNotFound, e.Code);
        Assert.Contains("recording.jsonl", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recording_WithTheLineEndsOfWindows_AByteOrderMark_AndLinesLongerThanABlock_IsRead()
    {
        byte[] bytes = RecordedScenarios.Bytes(3000, 1);
        await _fixture.RecordAsync(async client =>
        {
            for (int i = 0; i < 30; i++)
            {
                await client.PutObjectAsync(Bucket, $"k{i}", R2Content.FromBytes(bytes), cancellationToken: Cancellation);
            }
        });
        string[] lines = _fixture.Index.TrimEnd().Split('\n');
        lines[0] = lines[0][..^1] + $",\"comment\":\"{new string('x', 200_000)}\"}}";
        await File.WriteAllTextAsync(Path.Combine(_fixture.Recording, "recording.jsonl"), string.Join("\r\n", lines), new System.Text.UTF8Encoding(true), Cancellation);

        Assert.Equal(30, _fixture.Replay().RecordedCount);
    }

    /// <summary>They hold what objects hold, whatever the umask and the archive say.</summary>
    [UnixFact("Windows has no modes.")]
    public async Task RecordingAndArchive_AreTheirOwnersAlone()
    {
        await _fixture.RecordAsync(async client =>
        {
            await client.PutObjectAsync(Bucket, "long", R2Content.FromBytes(RecordedScenarios.Bytes(100_000, 1)), cancellationToken: Cancellation);
            await ReadAsync(client, "long");
        });
        string archive = Path.Combine(_fixture.Folder, "r.zip");
        R2RecordingArchive.Export(_fixture.Recording, archive);
        string imported = Path.Combine(_fixture.Folder, "imported");
        using (ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Update))
        {
            Assert.All(zip.Entries, static entry => entry.ExternalAttributes = 0b1_000_111_111_111 << 16);
        }

        R2RecordingArchive.Import(archive, imported);

        string[] files = [archive, .. Directory.EnumerateFiles(_fixture.Recording, "*", SearchOption.AllDirectories), .. Directory.EnumerateFiles(imported, "*", SearchOption.AllDirectories)];
        Assert.Equal(5, files.Length);
        Assert.All(files, static file => Assert.Equal(FileModes.OwnerOnly, FileModes.Of(file)));
        Assert.All(
            new[] { _fixture.Recording, Path.Combine(_fixture.Recording, "bodies"), imported, Path.Combine(imported, "bodies") },
            static folder => Assert.Equal(FileModes.OwnerOnly | UnixFileMode.UserExecute, FileModes.Of(folder)));
    }

    [Fact]
    public async Task Archive_ExportedAndImported_ReplaysAsTheOriginal()
    {
        byte[] body = await RecordTwoAsync();
        string archive = Path.Combine(_fixture.Folder, "rec.zip");
        string imported = Path.Combine(_fixture.Folder, "imported");

        R2RecordingArchive.Export(_fixture.Recording, archive);
        R2RecordingArchive.Import(archive, imported);

        using R2Simulation replay = R2Simulation.Replay(imported, new() { Strict = true });
        using R2Client offline = Offline(replay);
        await offline.PutObjectAsync(Bucket, "k", R2Content.FromBytes(body), cancellationToken: Cancellation);
        Assert.Equal(body, await ReadAsync(offline, "k"));
        Assert.Equal("FileExists", Assert.Throws<R2Exception>(() => R2RecordingArchive.Export(_fixture.Recording, archive)).Code);
        Assert.Equal(R2ErrorCodes.RecordingExists, Assert.Throws<R2Exception>(() => R2RecordingArchive.Import(archive, imported)).Code);
        R2RecordingArchive.Import(archive, imported, overwrite: true);
        Assert.Equal(2, R2Simulation.Replay(imported).RecordedCount);
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("bodies/../../evil")]
    [InlineData("bodies/evil")]
    [InlineData("/evil")]
    public void Import_WithAForeignName_WritesNothing(string name)
    {
        string archive = Path.Combine(_fixture.Folder, "evil.zip");
        using (ZipArchive zip = ZipFile.Open(archive, ZipArchiveMode.Create))
        {
            zip.CreateEntry("recording.jsonl");
            zip.CreateEntry(name);
        }

        R2Exception e = Assert.Throws<R2Exception>(() => R2RecordingArchive.Import(archive, Path.Combine(_fixture.Folder, "in")));

        Assert.Equal(R2ErrorCodes.InvalidRecording, e.Code);
        Assert.Equal(["evil.zip"], Directory.GetFileSystemEntries(_fixture.Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Import_OfABodyThatChanged_WritesNothing()
    {
        await RecordTwoAsync();
        string body = Directory.GetFiles(Path.Combine(_fixture.Recording, "bodies")).Single();
        byte[] bytes = await File.ReadAllBytesAsync(body, Cancellation);
        bytes[0] ^= 1;
        await File.WriteAllBytesAsync(body, bytes, Cancellation);
        string archive = Path.Combine(_fixture.Folder, "changed.zip");
        R2RecordingArchive.Export(_fixture.Recording, archive);

        R2Exception e = Assert.Throws<R2Exception>(() => R2RecordingArchive.Import(archive, Path.Combine(_fixture.Folder, "in")));

        Assert.Equal(R2ErrorCodes.InvalidRecording, e.Code);
        Assert.False(Directory.Exists(Path.Combine(_fixture.Folder, "in")));
    }

    [Fact]
    public void Import_OfNoArchive_SaysSo_InOneSentence()
    {
        string file = Path.Combine(_fixture.Folder, "no.zip");
        File.WriteAllText(file, "no zip");

        R2Exception e = Assert.Throws<R2Exception>(() => R2RecordingArchive.Import(file, Path.Combine(_fixture.Folder, "in")));

        Assert.Equal(R2ErrorCodes.InvalidRecording, e.Code);
        Assert.EndsWith(".", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", e.Message, StringComparison.Ordinal);
    }

    private async Task<byte[]> RecordTwoAsync()
    {
        byte[] body = RecordedScenarios.Bytes(10_000, 1);
        await _fixture.RecordAsync(async client =>
        {
            await client.PutObjectAsync(Bucket, "k", R2Content.FromBytes(body), cancellationToken: Cancellation);
            await ReadAsync(client, "k");
        });
        return body;
    }

    private void Damage(string how)
    {
        string[] lines = File.ReadAllLines(IndexFile);
        string body = Directory.GetFiles(Path.Combine(_fixture.Recording, "bodies")).Single();
        switch (how)
        {
            case "no body":
                File.Delete(body);
                return;
            case "half a body":
                File.WriteAllBytes(body, File.ReadAllBytes(body)[..5000]);
                return;
        }

        File.WriteAllText(IndexFile, how switch
        {
            "no end" => string.Join('\n', lines[..^1]) + "\n",
            "half a line" => string.Join('\n', lines)[..^30],
            "a line less" => string.Join('\n', lines.Where((_, i) => i != 1)),
            "empty" => "",
            "newer" => string.Join('\n', lines).Replace("\"version\":1", "\"version\":2", StringComparison.Ordinal),
            "something else" => "{\"log\":\"of another program\"}\n",
            "a member less" => string.Join('\n', lines).Replace("\"method\":\"PUT\",", "", StringComparison.Ordinal),
            "a time for ever" => Headers().Replace(string.Join('\n', lines), "\"headers\":1e40"),
            _ => string.Join('\n', lines).Replace(Path.GetFileName(body), "../../secrets", StringComparison.Ordinal),
        });
    }

    [GeneratedRegex("\"headers\":[0-9.]+")]
    private static partial Regex Headers();
}
