namespace R2.Cmdlets.Results;

/// <summary>An answer of Test-R2Object, with the object that it is about. What exists can be piped on.</summary>
public sealed record R2ObjectTest
{
    public required string BucketName { get; init; }

    public required string Key { get; init; }

    public required bool Exists { get; init; }

    public override string ToString() => Key;
}
