namespace R2.Conformance.Diff;

/// <summary>One thing that the two servers do differently.</summary>
internal sealed record Difference(string Request, string Aspect, string Cloudflare, string Emulator)
{
    /// <summary>All differences of two answers. Where status or code differ the rest follows from it and is not compared.</summary>
    public static IEnumerable<Difference> Between(string request, Answer cloudflare, Answer emulator)
    {
        if (cloudflare.Summary != emulator.Summary)
        {
            return [new Difference(request, "answer", cloudflare.Summary, emulator.Summary)];
        }

        return from aspect in cloudflare.Aspects.Keys.Union(emulator.Aspects.Keys)
               let theirs = cloudflare.Aspects.GetValueOrDefault(aspect, "missing")
               let ours = emulator.Aspects.GetValueOrDefault(aspect, "missing")
               where theirs != ours
               select new Difference(request, aspect, theirs, ours);
    }
}
