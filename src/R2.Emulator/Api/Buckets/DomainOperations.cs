using System.Text.Json.Nodes;
using R2.Emulator.Api.Json;
using R2.Emulator.Api.Routing;
using R2.Emulator.Storage;
using R2.Emulator.Storage.Settings;

namespace R2.Emulator.Api.Buckets;

/// <summary>Custom domains: pending at first, and active when their status has been read a few times.</summary>
internal static class DomainOperations
{
    private static readonly string[] s_versions = ["1.0", "1.1", "1.2", "1.3"];

    public static ApiResult List(ApiContext context) => new(new JsonObject
    {
        ["domains"] = JsonText.Array(context.Bucket.Settings.Domains, domain => DescribeWithStatus(context, domain)),
    });

    public static ApiResult Add(ApiContext context)
    {
        Bucket bucket = context.Bucket;
        ApiField body = context.Body;
        string name = body.Get("domain").NonEmpty().ToLowerInvariant();
        string zoneId = body.Get("zoneId").NonEmpty();
        CustomDomain domain = new CustomDomain(
            name,
            zoneId,
            Zones.NameOf(context.State.Options, zoneId, name) ?? throw ApiErrors.WrongZone(),
            body.Get("enabled").Flag(),
            body.Find("minTLS")?.TextOf(s_versions),
            body.Find("ciphers")?.Texts());
        if (context.Account.Buckets.Any(other => other.Settings.Domains.Any(known => known.Domain == name)))
        {
            throw ApiErrors.DomainExists();
        }

        context.State.DomainReads[name] = 0;
        bucket.Change(settings => settings with { Domains = [.. settings.Domains, domain] });
        return new ApiResult(Describe(domain).With("zoneId", domain.ZoneId));
    }

    public static ApiResult Get(ApiContext context) => new(DescribeWithStatus(context, Find(context)));

    public static ApiResult Edit(ApiContext context)
    {
        CustomDomain domain = Find(context);
        ApiField body = context.Body;
        CustomDomain edited = domain with
        {
            Enabled = body.Find("enabled")?.Flag() ?? domain.Enabled,
            MinTls = body.Find("minTLS")?.TextOf(s_versions) ?? domain.MinTls,
            Ciphers = body.Find("ciphers")?.Texts() ?? domain.Ciphers,
        };
        Bucket bucket = context.Bucket;
        bucket.Change(settings => settings with { Domains = [.. settings.Domains.Select(known => known == domain ? edited : known)] });
        return new ApiResult(Describe(edited));
    }

    public static ApiResult Delete(ApiContext context)
    {
        CustomDomain domain = Find(context);
        Bucket bucket = context.Bucket;
        bucket.Change(settings => settings with { Domains = [.. settings.Domains.Where(known => known != domain)] });
        context.State.DomainReads.TryRemove(domain.Domain, out _);
        return new ApiResult(new JsonObject { ["domain"] = domain.Domain });
    }

    private static CustomDomain Find(ApiContext context) =>
        context.Bucket.Settings.Domains.FirstOrDefault(domain => domain.Domain.Equals(context.Values["domain"], StringComparison.OrdinalIgnoreCase))
        ?? throw ApiErrors.NoSuchDomain();

    private static JsonObject Describe(CustomDomain domain) => new JsonObject { ["domain"] = domain.Domain, ["enabled"] = domain.Enabled }
        .With("minTLS", domain.MinTls)
        .With("ciphers", domain.Ciphers is { } ciphers ? JsonText.Array(ciphers) : null);

    /// <summary>Each read brings a domain nearer to being active; one that an earlier emulator stored is active.</summary>
    private static JsonObject DescribeWithStatus(ApiContext context, CustomDomain domain)
    {
        int needed = context.State.Options.ReadsUntilActive;
        int reads = context.State.DomainReads.AddOrUpdate(domain.Domain, needed, (_, read) => read + 1);
        (string ownership, string ssl) = !domain.Enabled ? ("deactivated", "deactivated")
            : reads >= needed ? ("active", "active")
            : ("pending", reads <= 1 ? "initializing" : "pending");
        return Describe(domain)
            .With("zoneId", domain.ZoneId)
            .With("zoneName", domain.ZoneName)
            .With("status", new JsonObject { ["ownership"] = ownership, ["ssl"] = ssl });
    }
}
