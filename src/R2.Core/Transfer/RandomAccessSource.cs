using System.Runtime.CompilerServices;
using R2.Http;

namespace R2.Transfer;

/// <summary>A source that can be read at any offset: parts are slices, nothing is buffered.</summary>
internal abstract class RandomAccessSource(string description, long length) : UploadSource(description, length)
{
    public abstract ReplayableContent Slice(long offset, long length);

    internal override ValueTask<ReplayableContent> WholeAsync(CancellationToken cancellationToken) => new(Slice(0, Length!.Value));

    internal override async IAsyncEnumerable<PartBody> ReadPartsAsync(
        PartPlan plan, Func<int, bool> wanted, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        for (int number = 1; number <= plan.PartCount; number++)
        {
            if (wanted(number))
            {
                yield return new PartBody(number, Slice(plan.OffsetOf(number), plan.LengthOf(number)));
            }
        }
    }
}
