using R2.Models;
using R2.Transfer;

namespace R2.Cmdlets.Common;

/// <summary>The transfers of one command: its manager, and what it shows of them.</summary>
internal sealed class R2TransferSession : IDisposable
{
    public R2TransferSession(R2Client client, TransferOptions options, string activity) =>
        (Manager, Display) = (new R2TransferManager(client, options), new TransferDisplay(activity));

    public R2TransferManager Manager { get; }

    public TransferDisplay Display { get; }

    /// <summary>Runs one transfer, shown while it runs.</summary>
    public async Task<T> RunAsync<T>(string name, Func<TransferProgress, Task<T>> transfer)
    {
        TransferProgress progress = Display.Begin(name);
        try
        {
            return await transfer(progress).ConfigureAwait(false);
        }
        finally
        {
            Display.End(progress);
        }
    }

    /// <summary>What -Checksum takes.</summary>
    public static R2ChecksumAlgorithm? Algorithm(string name) =>
        name.Equals("None", StringComparison.OrdinalIgnoreCase) ? null : Enum.Parse<R2ChecksumAlgorithm>(name, ignoreCase: true);

    public void Dispose() => Manager.Dispose();
}
