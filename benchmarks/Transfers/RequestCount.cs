namespace R2.TransferBenchmark;

/// <summary>Requests of one process, as R2 charges for them.</summary>
/// <param name="ClassA">Writes, copies and pages of lists.</param>
/// <param name="ClassB">Reads and looks.</param>
/// <param name="Free">Deletions.</param>
internal sealed record RequestCount(long ClassA, long ClassB, long Free)
{
    public static RequestCount Of(IEnumerable<string> operations)
    {
        (long a, long b, long free) = (0, 0, 0);
        foreach (string operation in operations)
        {
            if (operation.StartsWith("Get", StringComparison.Ordinal) || operation.StartsWith("Head", StringComparison.Ordinal))
            {
                b++;
            }
            else if (operation.StartsWith("Delete", StringComparison.Ordinal) || operation.StartsWith("Abort", StringComparison.Ordinal))
            {
                free++;
            }
            else
            {
                a++;
            }
        }

        return new(a, b, free);
    }
}
