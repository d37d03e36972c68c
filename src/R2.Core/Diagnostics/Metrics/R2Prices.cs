namespace R2;

/// <summary>
/// Cloudflare's prices in US dollars, as published at https://developers.cloudflare.com/r2/pricing/ and looked up on 2026-11-22
/// (cloudflare-docs, src/content/docs/r2/pricing.mdx at 07ec87d). Each month 1 million Class A and 10 million Class B operations on standard storage are free
/// for an account; usage beyond is rounded up to whole millions. Egress is free.
/// </summary>
public static class R2Prices
{
    /// <summary>One Class A operation on standard storage: $4.50 a million.</summary>
    public const decimal ClassA = 4.50m / 1_000_000;

    /// <summary>One Class B operation on standard storage: $0.36 a million.</summary>
    public const decimal ClassB = 0.36m / 1_000_000;

    /// <summary>One Class A operation on infrequent access storage: $9.00 a million, none of them free.</summary>
    public const decimal InfrequentAccessClassA = 9.00m / 1_000_000;

    /// <summary>One Class B operation on infrequent access storage: $0.90 a million, none of them free.</summary>
    public const decimal InfrequentAccessClassB = 0.90m / 1_000_000;

    /// <summary>One byte read from infrequent access storage: $0.01 a gigabyte, taken as 10⁹ bytes.</summary>
    public const decimal InfrequentAccessRetrievedByte = 0.01m / 1_000_000_000;

    /// <summary>One byte on standard storage for a month: $0.015 a gigabyte, taken as 10⁹ bytes, 10 of which are free.</summary>
    public const decimal StoredByteMonth = 0.015m / 1_000_000_000;

    /// <summary>Class A operations that are free each month.</summary>
    public const long FreeClassA = 1_000_000;

    /// <summary>Class B operations that are free each month.</summary>
    public const long FreeClassB = 10_000_000;
}
