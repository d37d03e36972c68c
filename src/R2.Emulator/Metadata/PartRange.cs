using R2.Emulator.Errors;
using R2.Emulator.Routing;
using R2.Emulator.Storage.Objects;

namespace R2.Emulator.Metadata;

/// <summary>The bytes of one part of an object. An object put in one request consists of part 1.</summary>
internal static class PartRange
{
    public static ByteRange? Of(StoredObject stored, string number)
    {
        int part = PartNumber.Parse(number);
        if (stored.PartSizes.Count == 0)
        {
            // An empty object has no range, so it is returned as a whole.
            return part == 1 ? (stored.Size == 0 ? null : new ByteRange(0, stored.Size)) : throw NotThere();
        }

        return part <= stored.PartSizes.Count
            ? new ByteRange(stored.PartSizes.Take(part - 1).Sum(), stored.PartSizes[part - 1])
            : throw NotThere();
    }

    private static S3Exception NotThere() => new(416, "InvalidPartNumber", "The requested partnumber is not satisfiable.");
}
