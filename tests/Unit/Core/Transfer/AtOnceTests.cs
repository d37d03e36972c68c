using R2.Models;
using R2.Unit.Support;
using static R2.Unit.Support.TransferFixture;

namespace R2.Unit.Core.Transfer;

/// <summary>The main claim of speed: as many parts, ranges and copies of one object under way as were asked for, no fewer and no more; and no faster than allowed.</summary>
public sealed class AtOnceTests : TransferTest
{
    private const int Parts = 8;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Upload_InParts_HasConcurrencyOfThemUnderWay(int concurrency)
    {
        using AtOnceTransport transport = new(concurrency, static request => request.RequestUri!.Query.Contains("partNumber", StringComparison.Ordinal));
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, transport);
        R2TransferManager manager = new(client, Fixture.Options with { Concurrency = concurrency });

        await manager.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[Parts * PartSize])), Cancellation);

        Assert.Equal(concurrency, transport.Most);
    }

    /// <summary>The first response is one of them: it is asked for without a range, and runs on.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Download_InRanges_HasConcurrencyOfThemUnderWay(int concurrency)
    {
        await StoreAsync(Parts * PartSize);
        // On this machine it would be read before a second one is sent.
        Fixture.Emulator.Faults.Add(R2.Emulator.Fault.Throttle(20_000_000) with { Operation = "GetObject", Times = 1 });
        using AtOnceTransport transport = new(concurrency - 1, static request => request.Headers.Range is not null);
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, transport);
        R2TransferManager manager = new(client, Fixture.Options with { Concurrency = concurrency });

        await manager.DownloadAsync(Fixture.Download(Target), Cancellation);

        Assert.Equal(concurrency - 1, transport.Most);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Copy_InParts_HasConcurrencyOfThemUnderWay(int concurrency)
    {
        await StoreAsync(Parts * PartSize);
        using AtOnceTransport transport = new(concurrency, static request => request.RequestUri!.Query.Contains("partNumber", StringComparison.Ordinal));
        using R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint, transport);
        R2TransferManager manager = new(client, Fixture.Options with { Concurrency = concurrency, CopyThreshold = PartSize, CopyPartSize = PartSize });

        await manager.CopyAsync(new R2CopyRequest { SourceBucketName = Bucket, SourceKey = "key", BucketName = Bucket, Key = "copy" }, Cancellation);

        Assert.Equal(concurrency, transport.Most);
    }

    /// <summary>What was waited, by a clock that waits for nothing: a megabyte at a hundred kilobytes a second, of which the first second's are free.</summary>
    [Theory]
    [InlineData("up")]
    [InlineData("down")]
    public async Task MaxBytesPerSecond_IsWaitedFor(string direction)
    {
        const int Length = 1_000_000;
        SkippingTime time = new();
        R2TransferManager limited = Fixture.Manager(options => options with { MaxBytesPerSecond = 100_000, TimeProvider = time });
        if (direction == "up")
        {
            await limited.UploadAsync(Fixture.Upload(R2Content.FromBytes(new byte[Length])), Cancellation);
        }
        else
        {
            await StoreAsync(Length);
            await limited.DownloadAsync(Fixture.Download(Target), Cancellation);
        }

        Assert.InRange(time.Waits.Sum(static wait => wait.TotalSeconds), 8, 12);
    }

    /// <summary>As Stream.CopyTo and StreamReader.ReadToEnd read: without async, and all the same whole, verified and continued where the connection breaks.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenRead_ReadSynchronously_IsWholeAndContinued(bool breaks)
    {
        byte[] bytes = await StoreAsync(3_000_000);
        if (breaks)
        {
            Fixture.Emulator.Faults.Add(R2.Emulator.Fault.DropResponseBodyAfter(1_000_000) with { Operation = "GetObject", Times = 2 });
        }

        R2ObjectContent opened = await Fixture.Manager().OpenReadAsync(Bucket, "key", cancellationToken: Cancellation);
        using MemoryStream read = new();
        opened.Content.CopyTo(read);
        opened.Dispose();

        Assert.True(bytes.AsSpan().SequenceEqual(read.ToArray()));
    }

    [Fact]
    public async Task GetObject_ReadSynchronously_GivesTheBytes_AndFailsWhereTheConnectionBreaks()
    {
        byte[] bytes = await StoreAsync(1_000_000);
        R2ObjectContent whole = await Fixture.Client.GetObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        using MemoryStream read = new();
        whole.Content.CopyTo(read);
        whole.Dispose();
        Assert.True(bytes.AsSpan().SequenceEqual(read.ToArray()));

        Fixture.Emulator.Faults.Add(R2.Emulator.Fault.DropResponseBodyAfter(500_000) with { Operation = "GetObject" });
        using R2ObjectContent broken = await Fixture.Client.GetObjectAsync(Bucket, "key", cancellationToken: Cancellation);

        Assert.Equal(R2ErrorCodes.ConnectionFailed, Assert.Throws<R2Exception>(() => broken.Content.CopyTo(Stream.Null)).Code);
    }

    /// <summary>A body is read once, from front to end: what would seek or write is told so, and whoever asks first knows.</summary>
    [Fact]
    public async Task Body_IsForReadingFromFrontToEndAlone()
    {
        await StoreAsync(1000);
        await using R2ObjectContent plain = await Fixture.Client.GetObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        await using R2ObjectContent verified = await Fixture.Manager().OpenReadAsync(Bucket, "key", cancellationToken: Cancellation);
        foreach (Stream body in new[] { plain.Content, verified.Content })
        {
            Assert.Equal((true, false, false), (body.CanRead, body.CanSeek, body.CanWrite));
            Assert.Throws<NotSupportedException>(() => body.Length);
            Assert.Throws<NotSupportedException>(() => body.Position);
            Assert.Throws<NotSupportedException>(() => body.Position = 1);
            Assert.Throws<NotSupportedException>(() => body.Seek(0, SeekOrigin.Begin));
            Assert.Throws<NotSupportedException>(() => body.SetLength(0));
            Assert.Throws<NotSupportedException>(() => body.Write([1], 0, 1));
            body.Flush();
            byte[] bytes = new byte[10];
#pragma warning disable CA1835
            Assert.InRange(await body.ReadAsync(bytes, 5, 5, Cancellation), 1, 5);
#pragma warning restore CA1835
            Assert.Equal(new byte[5], bytes[..5]);
        }
    }

    [Fact]
    public async Task GetObject_ReadSynchronously_AfterTheClientWasClosed_SaysSo()
    {
        await StoreAsync(4_000_000);
        R2Client client = Fixture.ClientOf(Fixture.Emulator.Endpoint);
        using R2ObjectContent content = await client.GetObjectAsync(Bucket, "key", cancellationToken: Cancellation);
        Assert.InRange(content.Content.Read(new byte[1000], 0, 1000), 1, 1000);
        client.Dispose();

        Assert.Equal(R2ErrorCodes.ConnectionClosed, Assert.Throws<R2Exception>(() => content.Content.CopyTo(Stream.Null)).Code);
    }
}
