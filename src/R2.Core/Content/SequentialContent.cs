using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using R2.Files;
using R2.Transfer;
using R2.Transfer.Upload;

namespace R2.Content;

/// <summary>
/// A stream, from where it stood when it was handed over. One that can seek is wound back for each attempt of a request; in parts every stream is read once, into buffers of
/// one part each. There are never more buffers than parts under way and one being filled, and all parts but the last come out equally long.
/// </summary>
/// <param name="stream">The stream.</param>
/// <param name="description">What to call it.</param>
/// <param name="file">The file that the stream reads and that was opened for it; null for a stream of the caller's.</param>
internal sealed class SequentialContent(Stream stream, string description, OpenFile? file = null) : R2Content(description, LengthOf(stream))
{
    private const int BufferSize = 128 * 1024;
    private const int FirstBuffer = 64 * 1024;

    private readonly long _start = stream.CanSeek ? stream.Position : 0;
    private readonly ConcurrentBag<byte[]> _buffers = [];

    /// <summary>A stream that says that nothing is left is read all the same: a file of /proc says so.</summary>
    internal override long? ReliableLength => Length > 0 ? Length : null;

    internal override ValueTask<R2Content> OpenWholeAsync(CancellationToken cancellationToken) => Length is null
        ? throw R2Exception.Invalid(R2ErrorCodes.SourceUnreadable, "The stream cannot seek, so its length is unknown and it could be sent only once; one request takes a stream that can seek, an upload in parts any.")
        : new(this);

    internal override void Close() => file?.Dispose();

    internal override void ThrowIfChanged() => file?.ThrowIfChanged();

    internal override async Task WriteAsync(Stream into, SendContext? sending, Action<int>? moved, CancellationToken cancellationToken)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            for (long sent = 0; Length is not { } length || sent < length;)
            {
                int wanted = (int)Math.Min(buffer.Length, (Length ?? long.MaxValue) - sent);
                int read = await ReadAsync(buffer.AsMemory(0, wanted), isFirst: sent == 0, cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    if (Length is null)
                    {
                        return;
                    }

                    throw EndedEarly(sent);
                }

                await WriteBlockAsync(into, buffer.AsMemory(0, read), sending, moved, cancellationToken).ConfigureAwait(false);
                sent += read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>The parts of an upload, in their order; each is to be released when it has been stored.</summary>
    /// <param name="plan">How the object is cut; its length is 0 where unknown.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async IAsyncEnumerable<UploadPart> ReadPartsAsync(PartPlan plan, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (int number = 1; ; number++)
        {
            (byte[] buffer, int length) = number == 1 && ReliableLength is null
                ? await ReadFirstAsync(BufferLength(plan), cancellationToken).ConfigureAwait(false)
                : await ReadPartAsync(BufferLength(plan), cancellationToken).ConfigureAwait(false);
            if (length > 0 || number == 1)
            {
                yield return new UploadPart(number, new MemoryContent(buffer.AsMemory(0, length), Description, release: () => _buffers.Add(buffer)));
            }

            if (length < plan.PartSize)
            {
                ThrowIfShort(plan.OffsetOf(number) + length);
                yield break;
            }

            ThrowIfTooMany(number, plan.PartSize);
        }
    }

    private async ValueTask<int> ReadAsync(Memory<byte> buffer, bool isFirst, CancellationToken cancellationToken)
    {
        try
        {
            if (isFirst && stream.CanSeek)
            {
                stream.Position = _start;
            }

            return await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }
        catch (ObjectDisposedException e)
        {
            throw ClosedMeanwhile(e);
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
            throw ClosedMeanwhile(e);
        }
    }

    private static long? LengthOf(Stream stream) => stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : null;

    private static int BufferLength(PartPlan plan) => plan.PartSize <= Array.MaxLength
        ? (int)plan.PartSize
        : throw R2Exception.OutOfRange("PartSize", plan.PartSize, $"{R2Client.MinPartBytes} to {Array.MaxLength} bytes for a stream, whose parts are held in memory");

    private void ThrowIfShort(long sent)
    {
        if (ReliableLength is { } promised && sent != promised)
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
