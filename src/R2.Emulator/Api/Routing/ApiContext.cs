using R2.Emulator.Api.Json;
using R2.Emulator.Api.Tokens;
using R2.Emulator.Routing;
using R2.Emulator.Storage;

namespace R2.Emulator.Api.Routing;

/// <summary>Everything that an operation of the API needs.</summary>
internal sealed class ApiContext
{
    public const string JurisdictionHeader = "cf-r2-jurisdiction";
    public const string DefaultJurisdiction = "default";
    private static readonly string[] s_jurisdictions = [DefaultJurisdiction, "eu", "us", "fedramp", "fedramp-high"];

    public required S3Request Request { get; init; }

    public required IReadOnlyDictionary<string, string> Values { get; init; }

    public required ReadOnlyMemory<byte> Content { get; init; }

    public required ApiToken Token { get; init; }

    public required ApiState State { get; init; }

    public Account Account => State.Account;

    public DateTimeOffset Now => Request.Now;

    public QueryList Query => Request.Query;

    /// <summary>The document in the body; a request without one is refused.</summary>
    public ApiField Body => ApiField.Parse(Content);

    public bool HasBody => !Content.IsEmpty;

    /// <summary>The jurisdiction that the header names.</summary>
    public string Jurisdiction => CheckJurisdiction(Request.Header(JurisdictionHeader));

    /// <summary>The bucket of the path; one of another jurisdiction does not exist.</summary>
    public Bucket Bucket => FindBucket(Values["bucket"], Jurisdiction) ?? throw ApiErrors.NoSuchBucket();

    /// <summary>The bucket of the path, for operations without a jurisdiction.</summary>
    public Bucket BucketAnywhere => Account.Find(Values["bucket"]) ?? throw ApiErrors.NoSuchBucket();

    public static string CheckJurisdiction(string? given) => given is null or "" ? DefaultJurisdiction
        : s_jurisdictions.Contains(given) ? given
        : throw ApiErrors.InvalidArgument($"The jurisdiction '{given}' is not valid.");

    public Bucket? FindBucket(string name, string jurisdiction) =>
        Account.Find(name) is { } bucket && bucket.Settings.Jurisdiction == jurisdiction ? bucket : null;

    /// <summary>A number of the query.</summary>
    public int Number(string name, int byDefault, int least, int most) => Query[name] switch
    {
        null => byDefault,
        string text when int.TryParse(text, out int number) && number >= least && number <= most => number,
        _ => throw ApiErrors.InvalidArgument($"The parameter {name} must be a number from {least} to {most}."),
    };

    /// <summary>A parameter of the query that has few values.</summary>
    public string? OneOf(string name, params string[] allowed) => Query[name] is not { } value || allowed.Contains(value)
        ? Query[name]
        : throw ApiErrors.InvalidArgument($"The parameter {name} must be one of {string.Join(", ", allowed)}.");
}
