namespace R2.Diagnostics.Metrics;

/// <summary>What R2 wants for an operation. https://developers.cloudflare.com/r2/pricing/</summary>
internal enum BillingClass
{
    /// <summary>Deletes and aborts.</summary>
    Free,

    /// <summary>What writes and lists.</summary>
    A,

    /// <summary>What reads.</summary>
    B,
}
