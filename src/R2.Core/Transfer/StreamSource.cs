using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using R2.Content;
using R2.Http;

namespace R2.Transfer;

/// <summary>
/// A stream, read once from its beginning to its end into buffers of one part each. There are never more buffers than parts under way and one being filled,
/// and all parts but the last come out equally long.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="description">What to call it.</param>
/// <param name="file">The file that the stream reads and that was opened for it; null for a stream of the caller's.</param>
internal sealed class StreamSource(Stream stream, string description, OpenFile? file = null) : UploadSource(description, LengthOf(stream))
{
    private const int FirstBuffer = 64 * 1024;

    private readonly ConcurrentBag<byte[]> _buffers = [];

    internal override void Close() => file?.Dispose();

    internal override void ThrowIfChanged() => file?.ThrowIfChanged();

    internal override ValueTask<ReplayableContent> WholeAsync(CancellationToken cancellationToken) => new(ReplayableContent.FromStream(stream));

    internal override async IAsyncEnumerable<PartBody> ReadPartsAsync(
        PartPlan plan, Func<int, bool> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int number = 1; ; number++)
        {
            (byte[] buffer, int length) = number == 1 && Length is null
                ? await ReadFirstAsync(BufferLength(plan), cancellationToken).ConfigureAwait(false)
                : await ReadPartAsync(BufferLength(plan), cancellationToken).ConfigureAwait(false);
            if (length > 0 || number == 1)
            {
                yield return new PartBody(number, ReplayableContent.FromBytes(buffer.AsMemory(0, length)), () => _buffers.Add(buffer));
            }

            if (length < plan.PartSize)
            {
                ThrowIfShort(plan, number, length);
                yield break;
            }

            ThrowIfTooMany(number, plan.PartSize);
        }
    }

    private async Task<(byte[] Buffer, int Length)> ReadPartAsync(int size, CancellationToken cancellationToken)
    {
        byte[] buffer = _buffers.TryTake(out byte[]? used) && used.Length == size ? used : GC.AllocateUninitializedArray<byte>(size);
        return (buffer, await FillAsync(buffer, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Most pipes are short: the first buffer grows as bytes come, in place of being a whole part from the start.</summary>
    private async Task<(byte[] Buffer, int Length)> ReadFirstAsync(int size, CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[Math.Min(size, FirstBuffer)];
        int length = 0;
        while (true)
        {
            length += await FillAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (length < buffer.Length || length == size)
            {
                return (buffer, length);
            }

            Array.Resize(ref buffer, (int)Math.Min(size, (long)buffer.Length * 4));
        }
    }

    /// <summary>A read of a pipe or a terminal lasts until something comes, whatever its token says: whoever cancels does not wait for it. Its buffer is not used again then.</summary>
    private async ValueTask<int> FillAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            ValueTask<int> reading = stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return reading.IsCompleted ? await reading.ConfigureAwait(false) : await reading.AsTask().WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException e)
        {
            throw ReplayableContent.ClosedMeanwhile(e);
        }
    }

    /// <summary>A stream that says that nothing is left is read all the same: a file of /proc says so.</summary>
    private static long? LengthOf(Stream stream) => stream.CanSeek && stream.Length - stream.Position is > 0 and var left ? left : null;

    private static int BufferLength(PartPlan plan) => plan.PartSize <= Array.MaxLength
        ? (int)plan.PartSize
        : throw R2Exception.OutOfRange("PartSize", plan.PartSize, $"{R2Client.MinPartBytes} to {Array.MaxLength} bytes for a stream, whose parts are held in memory");

    private void ThrowIfShort(PartPlan plan, int number, int length)
    {
        long sent = plan.OffsetOf(number) + length;
        if (Length is { } promised && sent != promised)
        {
            throw new R2Exception(R2ErrorCodes.SourceChanged, $"The stream ended after {sent} bytes; it said that it had {promised}.");
        }
    }

    private static void ThrowIfTooMany(int number, long partSize)
    {
        if (number == R2Client.MaxPartNumber)
        {
            throw R2Exception.Invalid(
                R2ErrorCodes.EntityTooLarge,
                $"The stream did not end within {R2Client.MaxPartNumber:N0} parts of {partSize} bytes. R2 wants equal parts, so their size had to be fixed at the start: choose a larger PartSize.");
        }
    }
}
