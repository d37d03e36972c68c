namespace R2.Transfer.Upload;

/// <summary>One part of an upload, to be sent.</summary>
internal readonly record struct UploadPart(int Number, R2Content Content)
{
    /// <summary>The parts of content that can be read from any offset.</summary>
    /// <param name="content">The content.</param>
    /// <param name="plan">How it is cut.</param>
    /// <param name="wanted">Which parts are needed.</param>
    public static IEnumerable<UploadPart> PartsOf(R2Content content, PartPlan plan, Func<int, bool> wanted)
    {
        for (int number = 1; number <= plan.PartCount; number++)
        {
            if (wanted(number))
            {
                yield return new UploadPart(number, content.Slice(plan.OffsetOf(number), plan.LengthOf(number)));
            }
        }
    }
}
