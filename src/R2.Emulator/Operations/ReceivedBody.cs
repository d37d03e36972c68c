using System.Runtime.CompilerServices;
using R2.Emulator.Integrity;
using R2.Emulator.Storage.Blobs;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Operations;

/// <summary>A complete and verified body. To keep it, take a reference before this is disposed.</summary>
internal sealed class ReceivedBody : IDisposable
{
    private ReceivedBody(ObjectBody body, DigestResult digests, ExpectedDigests expected)
    {
        Body = body;
        Digests = digests;
        Expected = expected;
        body.Acquire();
    }

    public ObjectBody Body { get; }

    public DigestResult Digests { get; }

    public ExpectedDigests Expected { get; }

    /// <param name="context">The request.</param>
    /// <param name="length">Length of the body in bytes.</param>
    /// <param name="checksumAlgorithm">An algorithm to compute even if the request states no checksum.</param>
    /// <param name="cancellationToken">Cancels the transfer.</param>
    public static async Task<ReceivedBody> ReceiveAsync(
        OperationContext context, long length, string? checksumAlgorithm, CancellationToken cancellationToken)
    {
        ExpectedDigests expected = ExpectedDigests.Read(context.Request, context.Identity);
        using DigestSet digests = new DigestSet(expected.Sha256Hex is not null, expected.Checksum?.Algorithm ?? checksumAlgorithm);
        BlobWriter writer = context.Account.Store.CreateBlob(length);
        await using ConfiguredAsyncDisposable disposal = writer.ConfigureAwait(false);
        DigestResult result = await BodyReceiver.ReceiveAsync(context.Request.Http.Body, length, writer, digests, cancellationToken).ConfigureAwait(false);
        expected.Verify(result);
        return new ReceivedBody(length == 0 ? ObjectBody.Empty : ObjectBody.Of(writer.Commit()), result, expected);
    }

    public void Dispose() => Body.Release();
}
