using System.Net;
using System.Runtime.InteropServices;
using R2.Content;
using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>How much a transfer holds, counted in the arrays that it reads into: no clock and no garbage collector has a say.</summary>
public sealed class TransferMemoryTests : TransferTest
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Upload_PipeOfUnknownLength_HasNoMoreBuffersThanPartsUnderWayAndOne(int concurrency)
    {
        using BufferSpy pipe = new(new TrickleStream(Random((12 * PartSize) + 5)));
        R2TransferManager manager = Fixture.Manager(o => o with { Concurrency = concurrency });

        R2UploadResult result = await manager.UploadAsync(Fixture.Upload(R2Content.FromStream(pipe)), Cancellation);

        Assert.Equal((13, (12L * PartSize) + 5), (result.PartCount, result.Size));
        Assert.InRange(pipe.Buffers.Count(b => b.Length == PartSize), 1, concurrency + 1);
        Assert.All(pipe.Buffers, b => Assert.InRange(b.Length, 1, PartSize));
    }

    [Fact]
    public async Task Upload_ShortPipe_TakesNoWholePartForIt()
    {
        using BufferSpy pipe = new(new TrickleStream(Random(1000)));
        R2TransferManager manager = Fixture.Manager();

        await manager.UploadAsync(Fixture.Upload(R2Content.FromStream(pipe)), Cancellation);

        Assert.InRange(pipe.Buffers.Sum(b => b.Length), 1000, 64 * 1024);
    }

    [Fact]
    public async Task OpenRead_Stream_ReadsStraightIntoTheCallersBuffer()
    {
        byte[] stored = Random(1_000_000);
        using BufferSpy connection = new(new MemoryStream(stored));
        StubTransport transport = new(_ => Answer(connection, stored.Length));
        R2TransferManager manager = new(transport.Client(), new TransferOptions());
        Stream content = (await manager.OpenReadAsync(Bucket, "key", cancellationToken: Cancellation)).Content;
        byte[] mine = new byte[10_000];
        await using (content)
        {
            while (await content.ReadAsync(mine, Cancellation) > 0)
            {
            }
        }

        Assert.Same(mine, Assert.Single(connection.Buffers));
    }

    private static HttpResponseMessage Answer(Stream body, int length)
    {
        HttpResponseMessage answer = new(HttpStatusCode.OK) { Content = new StreamContent(body) };
        answer.Content.Headers.ContentLength = length;
        answer.Headers.TryAddWithoutValidation("ETag", "\"0123456789abcdef0123456789abcdef-2\"");
        return answer;
    }

    /// <summary>Remembers each array that it was read into.</summary>
    private sealed class BufferSpy(Stream inner) : ReadOnlyStream
    {
        private readonly HashSet<byte[]> _buffers = new(ReferenceEqualityComparer.Instance);

        public IReadOnlyCollection<byte[]> Buffers => _buffers;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Assert.True(MemoryMarshal.TryGetArray<byte>(buffer, out ArraySegment<byte> segment));
            _buffers.Add(segment.Array!);
            return inner.ReadAsync(buffer, cancellationToken);
        }

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
