namespace R2.Contract;

/// <summary>A request as it is sent, and the number of the error that it must be refused with; 0 for a success.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below the API's root; <c>{kept}</c> stands for what an earlier answer was asked to keep.</param>
/// <param name="Body">JSON, or null.</param>
/// <param name="Code">Number of the error.</param>
internal sealed record RawRequest(string Name, string Method, string Path, string? Body = null, int Code = 0)
{
    public string? Token { get; init; }

    /// <summary>Header of the jurisdiction.</summary>
    public string? Jurisdiction { get; init; }

    /// <summary>Member of the result, or of the first rule in it, to keep for later requests.</summary>
    public string? Keep { get; init; }
}
