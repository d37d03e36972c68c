namespace R2;

/// <summary>Jurisdictions whose buckets R2 keeps behind a host of their own.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/reference/data-location/</remarks>
public enum R2Jurisdiction
{
    /// <summary>No jurisdiction: <c>https://ACCOUNT.r2.cloudflarestorage.com</c>.</summary>
    Default,

    /// <summary>European Union.</summary>
    Eu,

    /// <summary>FedRAMP.</summary>
    Fedramp,

    /// <summary>United States.</summary>
    Us,

    /// <summary>FedRAMP High.</summary>
    FedrampHigh,
}
