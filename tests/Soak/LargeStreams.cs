using System.Diagnostics;
using System.Security.Cryptography;
using R2.Emulator;
using R2.Models;

namespace R2.Soak;

/// <summary>
/// A stream of unknown length up in parts and down again, every byte compared, while the memory is bounded, whatever the length: the bound is the parts under way and the emulator's
/// own work in this process, not the object.
/// </summary>
internal static class LargeStreams
{
    /// <summary>Five parts of 10 MiB, what .NET and the emulator need by themselves, and room for a busy machine; the object is larger.</summary>
    private const long MostBytes = 400L << 20;

    /// <param name="mebibytes">Length of the object.</param>
    public static async Task<bool> RunAsync(int mebibytes)
    {
        string folder = Directory.CreateTempSubdirectory("r2-large-").FullName;
        try
        {
            using R2EmulatorServer server = R2EmulatorServer.Start(new R2EmulatorOptions { Buckets = ["large"], StorePath = folder });
            using R2Client client = new(new R2ClientOptions { Endpoint = server.Endpoint, Credential = new R2Credential(server.AccessKeyId, server.SecretAccessKey) });
            R2TransferManager transfers = new(client);
            using Pattern up = new((long)mebibytes << 20);
            R2UploadResult stored = await transfers.UploadAsync(new R2UploadRequest { BucketName = "large", Key = "key", Content = R2Content.FromStream(up) }).ConfigureAwait(false);
            long afterUp = Peak();
            string read;
            long length = 0;
            R2ObjectContent content = await transfers.OpenReadAsync("large", "key").ConfigureAwait(false);
            await using (content.ConfigureAwait(false))
            {
                using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
                byte[] buffer = new byte[64 * 1024];
                for (int count; (count = await content.Content.ReadAsync(buffer).ConfigureAwait(false)) > 0; length += count)
                {
                    hash.AppendData(buffer, 0, count);
                }

                read = Convert.ToHexString(hash.GetHashAndReset());
            }

            return Check(stored.Size == up.Total && length == up.Total, $"{length:N0} bytes came back of {up.Total:N0}")
                & Check(read == up.Hash(), "every byte is as it was sent")
                & Check(afterUp < MostBytes, $"the upload took {afterUp >> 20} MiB of memory, less than {MostBytes >> 20}")
                & Check(Peak() < MostBytes, $"both took {Peak() >> 20} MiB of memory, less than {MostBytes >> 20}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Check(bool holds, string what)
    {
        Console.WriteLine($"{(holds ? "pass" : "FAIL")} {what}");
        return holds;
    }

    private static long Peak()
    {
        using Process process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64;
    }

    /// <summary>Bytes that repeat nowhere, from a generator: nothing is held of them.</summary>
    private sealed class Pattern(long length) : Stream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private ulong _state = 0x9E3779B97F4A7C15;
        private long _left = length;

        public long Total { get; } = length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public string Hash() => Convert.ToHexString(_hash.GetHashAndReset());

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count = (int)Math.Min(Math.Min(buffer.Length, 64 * 1024), _left);
            for (int i = 0; i < count; i++)
            {
                if ((i & 7) == 0)
                {
                    _state ^= _state << 13;
                    _state ^= _state >> 7;
                    _state ^= _state << 17;
                }

                buffer[i] = (byte)(_state >> ((i & 7) * 8));
            }

            _hash.AppendData(buffer[..count]);
            _left -= count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }
}
