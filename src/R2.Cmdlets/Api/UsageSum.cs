using R2.Cmdlets.Results;
using R2.Diagnostics.Metrics;
using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>Adds up what Cloudflare's two data sets say of buckets: a row for each.</summary>
internal static class UsageSum
{
    private const double DaysOfMonth = 30;

    public static IEnumerable<R2Usage> Of(IReadOnlyList<R2BucketStorage> storage, IReadOnlyList<R2BucketOperations> operations, DateTimeOffset from, DateTimeOffset to)
    {
        ILookup<string, R2BucketStorage> held = storage.ToLookup(static row => row.BucketName);
        ILookup<string, R2BucketOperations> asked = operations.ToLookup(static row => row.BucketName);
        return storage.Select(static row => row.BucketName)
            .Concat(operations.Select(static row => row.BucketName))
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(name => Row(name, [.. held[name]], [.. asked[name]], from, to));
    }

    private static R2Usage Row(string name, IReadOnlyList<R2BucketStorage> held, IReadOnlyList<R2BucketOperations> asked, DateTimeOffset from, DateTimeOffset to)
    {
        // A bucket of a jurisdiction has it in front of its name, and no bucket's name has such a sign.
        string[] parts = name.Split('_', 2);
        long bytes = held.Sum(static row => row.PayloadBytes + row.MetadataBytes);
        (long a, long b) = (Count(asked, BillingClass.A), Count(asked, BillingClass.B));
        decimal months = (decimal)((to - from).TotalDays / DaysOfMonth);
        return new R2Usage
        {
            BucketName = name.Length == 0 ? null : parts[^1],
            Jurisdiction = parts.Length == 2 ? parts[0] : "default",
            From = from,
            To = to,
            Objects = held.Sum(static row => row.Objects),
            Uploads = held.Sum(static row => row.Uploads),
            Bytes = bytes,
            ClassAOperations = a,
            ClassBOperations = b,
            FreeOperations = Count(asked, BillingClass.Free),
            Operations = asked,
            EstimatedCost = (bytes * R2Prices.StoredByteMonth * months) + (a * R2Prices.ClassA) + (b * R2Prices.ClassB),
        };
    }

    private static long Count(IReadOnlyList<R2BucketOperations> asked, BillingClass billingClass) =>
        asked.Where(row => BillingTally.ClassOf(row.Action) == billingClass).Sum(static row => row.Requests);
}
