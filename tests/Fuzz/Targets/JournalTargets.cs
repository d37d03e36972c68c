using System.Text;

namespace R2.Fuzz.Targets;

/// <summary>
/// Journals of interrupted transfers, which a crash, another version or an editor may have left in any state: the transfer that takes one up succeeds, and what it made is whole.
/// </summary>
internal static class JournalTargets
{
    /// <summary>Two transfers of 10 MiB for an input.</summary>
    private const long Transfers = 1L << 30;

    private static readonly Lazy<InterruptedTransfer> s_transfer = new(static () => new InterruptedTransfer());

    private static readonly byte[][] s_seeds =
        [.. new[] { "*", "", "{}\n", "*{\"Slice\":99,\"Crc\":0}\n", "*{\"Number\":2,\"ETag\":\"e\",\"Size\":5242880}\n", "*{\"Slice\":1,\"Crc\":1}\n*", "*{\"Sl" }.Select(Encoding.UTF8.GetBytes)];

    private static readonly string[] s_words =
        ["*", "{\"Slice\":-1,\"Crc\":0}\n", "{\"Slice\":0,\"Crc\":4294967295}\n", "{\"Number\":-1,\"ETag\":\"\",\"Size\":-1,\"Checksum\":null}\n", "{\"Number\":1,\"ETag\":null}\n", "\"UploadId\":", "null\n", "[]\n", "\"Length\":", "\"PartSize\":0"];

    public static IEnumerable<FuzzTarget> All { get; } =
    [
        new("journal-upload", static input => s_transfer.Value.Upload(input), s_seeds) { BytesAtLeast = Transfers, MaxLength = 4096, Words = s_words },
        new("journal-download", static input => s_transfer.Value.Download(input), s_seeds) { BytesAtLeast = Transfers, MaxLength = 4096, Words = s_words },
    ];
}
