using System.Globalization;
using R2.Models;
using R2.Testing;

namespace R2.Unit.Core;

/// <summary>One client, many requests at once.</summary>
public sealed class ConcurrentTests : IDisposable
{
    private const int Many = 100;

    private readonly R2Fixture _r2 = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _r2.Dispose();

    [Fact]
    public async Task Gets_ManyAtOnce_EachHasItsOwnBytes()
    {
        await PutAsync();

        string[] texts = await Task.WhenAll(Enumerable.Range(0, Many).Select(async i =>
        {
            await using R2ObjectContent content = await _r2.Client.GetObjectAsync(_r2.BucketName, Key(i), cancellationToken: Cancellation);
            using StreamReader reader = new(content.Content);
            return await reader.ReadToEndAsync(Cancellation);
        }));

        Assert.Equal(Enumerable.Range(0, Many).Select(Key), texts);
    }

    [Fact]
    public async Task Deletes_ManyAtOnce_LeaveNothing()
    {
        await PutAsync();

        await Task.WhenAll(Enumerable.Range(0, Many).Select(i => _r2.Client.DeleteObjectAsync(_r2.BucketName, Key(i), Cancellation)));

        Assert.Empty((await _r2.Client.ListObjectsAsync(_r2.BucketName, cancellationToken: Cancellation)).Objects);
    }

    [Fact]
    public async Task MultipartUploads_ManyAtOnce_EachIsWhole()
    {
        const int Length = (5 << 20) + 1;
        R2TransferManager transfers = new(_r2.Client, new TransferOptions { MultipartThreshold = 5 << 20, PartSize = 5 << 20 });

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => transfers.UploadAsync(
            new R2UploadRequest { BucketName = _r2.BucketName, Key = Key(i), Content = R2Content.FromBytes(Enumerable.Repeat((byte)i, Length).ToArray()) }, Cancellation)));

        for (int i = 0; i < 10; i++)
        {
            await using R2ObjectContent content = await transfers.OpenReadAsync(_r2.BucketName, Key(i), cancellationToken: Cancellation);
            using MemoryStream bytes = new();
            await content.Content.CopyToAsync(bytes, Cancellation);
            Assert.Equal(Length, bytes.Length);
            Assert.True(bytes.ToArray().AsSpan().IndexOfAnyExcept((byte)i) < 0);
        }

        Assert.Empty((await _r2.Client.ListMultipartUploadsAsync(_r2.BucketName, cancellationToken: Cancellation)).Uploads);
    }

    private static string Key(int i) => i.ToString("D3", CultureInfo.InvariantCulture);

    private Task<R2PutResult[]> PutAsync() => Task.WhenAll(Enumerable.Range(0, Many).Select(i =>
        _r2.Client.PutObjectAsync(_r2.BucketName, Key(i), System.Text.Encoding.ASCII.GetBytes(Key(i)), cancellationToken: Cancellation)));
}
