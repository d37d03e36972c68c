namespace R2.Fuzz.Targets;

/// <summary>A body as a connection gives it: never more than was announced, and a broken connection where it is less.</summary>
internal sealed class AnswerBody : MemoryStream
{
    private readonly bool _isWhole;

    public AnswerBody(byte[] bytes, long? announced)
        : base(bytes, 0, (int)Math.Min(bytes.Length, announced ?? bytes.Length), writable: false) => _isWhole = bytes.Length >= (announced ?? 0);

    public override bool CanSeek => false;

    public override int Read(byte[] buffer, int offset, int count) => Checked(base.Read(buffer, offset, count), count);

    public override int Read(Span<byte> buffer) => Checked(base.Read(buffer), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    private int Checked(int read, int wanted) => read > 0 || wanted == 0 || _isWhole
        ? read
        : throw new HttpIOException(HttpRequestError.ResponseEnded, "The response ended prematurely.");
}
