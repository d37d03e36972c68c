using R2.Transfer.Download;
using R2.Transfer.Journals;
using R2.Unit.Support;

namespace R2.Unit.Core.Transfer;

public sealed class JournalFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("r2-journal-").FullName;

    private string JournalPath => Path.Combine(_folder, "journal.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Open_ManyThreads_HaveItOneAtATime()
    {
        int holders = 0;
        int most = 0;
        int held = 0;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (int i = 0; i < 3000; i++)
            {
                try
                {
                    using JournalFile journal = JournalFile.Open(JournalPath, "the test");
                    int now = Interlocked.Increment(ref holders);
                    most = Math.Max(most, now);
                    Interlocked.Increment(ref held);
                    Thread.Yield();
                    Interlocked.Decrement(ref holders);
                    journal.Finish();
                }
                catch (R2Exception e) when (e.Code == R2ErrorCodes.TransferInProgress)
                {
                    // Another has it, as it should be.
                }
            }
        })));

        Assert.Equal(1, most);
        Assert.InRange(held, 4, int.MaxValue);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    /// <summary>Each holder makes a folder that only one can make, which another kind of lock would be.</summary>
    [Fact]
    public async Task Open_TwoProcesses_HaveItOneAtATime()
    {
        const string Script = """
            param($Folder)
            $open = [R2.R2Client].Assembly.GetType('R2.Transfer.Journals.JournalFile').GetMethod('Open', [type[]]@([string], [string]))
            $held = $both = 0
            for ($i = 0; $i -lt 4000; $i++) {
                try { $journal = $open.Invoke($null, @("$Folder/journal.jsonl", 'the test')) } catch { continue }
                $held++
                try { $mine = [IO.File]::Open("$Folder/holder", 'CreateNew'); $mine.Dispose(); [IO.File]::Delete("$Folder/holder") } catch { $both++ }
                $journal.Finish()
                $journal.Dispose()
            }
            "held: $($held -gt 0) both: $both"
            """;

        (int Code, string Output, string Errors)[] runs = await Task.WhenAll(ShellProcess.RunScriptAsync(Script, _folder), ShellProcess.RunScriptAsync(Script, _folder));

        Assert.All(runs, static run => Assert.Equal((0, "held: True both: 0", ""), (run.Code, run.Output.TrimEnd(), run.Errors)));
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [UnixFact("A file that is open cannot be replaced on Windows.")]
    public void Dispose_JournalThatWasFinishedAndMadeAnewMeanwhile_LeavesTheNewOne()
    {
        JournalFile mine = JournalFile.Open(JournalPath, "the test");
        mine.Begin("mine", null, new Fingerprint());
        File.Delete(JournalPath);
        using (JournalFile others = JournalFile.Open(JournalPath, "the test"))
        {
            others.Begin("others", null, new Fingerprint());
            mine.Finish();
            mine.Dispose();
        }

        using JournalFile left = JournalFile.Open(JournalPath, "the test");
        Assert.Equal("others", left.Earlier?.UploadId);
    }

    [Fact]
    public void Open_AnyBytes_AreReadOrCountAsDamaged()
    {
        using (JournalFile journal = JournalFile.Open(JournalPath, "the test"))
        {
            journal.Begin("id", "file", new Fingerprint().Add("the source", "x"));
            for (int i = 0; i < 5; i++)
            {
                journal.Append(new DownloadJournal.Line(i, 7), JournalJson.Default.DownloadJournalLine);
            }
        }

        byte[] whole = File.ReadAllBytes(JournalPath);
        Random random = new(1);
        for (int round = 0; round < 1000; round++)
        {
            byte[] bytes = Mutate(whole, random);
            File.WriteAllBytes(JournalPath, bytes);
            using (JournalFile journal = JournalFile.Open(JournalPath, "the test"))
            {
                Assert.Equal(bytes.Length > 0 && journal.Earlier is null, journal.IsDamaged);
                Assert.InRange(journal.Entries(JournalJson.Default.DownloadJournalLine).Count(), 0, 30);
                _ = new Fingerprint().Add("the source", "x").DifferencesFrom(journal.Earlier?.Asked);
                journal.Begin("id", "file", new Fingerprint().Add("the source", "x"));
            }

            using JournalFile again = JournalFile.Open(JournalPath, "the test");
            Assert.Equal(("id", false), (again.Earlier?.UploadId, again.IsDamaged));
        }
    }

    [UnixFact("Windows has no modes.")]
    public void Open_Journal_IsItsOwnersAlone()
    {
        using JournalFile journal = JournalFile.Open(JournalPath, "the test");

        Assert.Equal(FileModes.OwnerOnly, FileModes.Of(JournalPath));
    }

    private static byte[] Mutate(byte[] whole, Random random)
    {
        List<byte> bytes = [.. whole];
        for (int edits = random.Next(1, 6); edits > 0 && bytes.Count > 0; edits--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 60), bytes.Count - at));
                    break;
                case 2:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 3:
                    bytes[at] = 0;
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 200), bytes.Count - at)));
                    break;
                default:
                    bytes.InsertRange(at, "99999999999999999999"u8.ToArray());
                    break;
            }
        }

        return [.. bytes];
    }

}
