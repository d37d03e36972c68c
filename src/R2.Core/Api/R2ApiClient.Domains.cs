using R2.Api;
using R2.Models;
using R2.Rules;

namespace R2;

public sealed partial class R2ApiClient
{
    private const string ZoneRead = "Zone Read";

    /// <summary>Lists the domains of one's own that a bucket is published at.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<IReadOnlyList<R2BucketDomain>> ListDomainsAsync(string bucketName, CancellationToken cancellationToken = default) => AskAsync<IReadOnlyList<R2BucketDomain>>(
        OfBucket(ApiRequest.Get("ListDomains", bucketName), "domains", "custom").ReadBy(envelope => (IReadOnlyList<R2BucketDomain>)[.. envelope.Result.Items("domains").Select(domain => ReadDomain(domain, bucketName))]),
        cancellationToken);

    /// <summary>Describes a domain of a bucket, with the state of its DNS record and its certificate.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketDomain> GetDomainAsync(string bucketName, string domain, CancellationToken cancellationToken = default) => AskAsync<R2BucketDomain>(
        OfBucket(ApiRequest.Get("GetDomain", bucketName), "domains", "custom", DomainRules.Check(domain)).ReadBy(envelope => ReadDomain(envelope.Result, bucketName, domain)), cancellationToken);

    /// <summary>Publishes a bucket at a domain of a zone of the account. Its DNS record and certificate come by themselves, in minutes.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="zoneId">Id of the zone that it is in.</param>
    /// <param name="options">Its settings; enabled where nothing else is said.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketDomain> AddDomainAsync(string bucketName, string domain, string zoneId, R2BucketDomainOptions? options = null, CancellationToken cancellationToken = default) => AskAsync<R2BucketDomain>(
        OfBucket(ApiRequest.Post("AddDomain", bucketName), "domains", "custom")
            .WithBody(ApiJson.Body(json => json.Text("domain", DomainRules.Check(domain)).Text("zoneId", zoneId).Flag("enabled", options?.Enabled ?? true).Text("minTLS", DomainRules.Tls(options?.MinTls)).Texts("ciphers", options?.Ciphers)))
            .ReadBy(envelope => ReadDomain(envelope.Result, bucketName, domain)),
        cancellationToken);

    /// <summary>Changes the settings of a domain of a bucket.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="options">What to change.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task SetDomainAsync(string bucketName, string domain, R2BucketDomainOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        return DoAsync(
            OfBucket(ApiRequest.Put("EditDomain", bucketName), "domains", "custom", DomainRules.Check(domain))
                .WithBody(ApiJson.Body(json => json.Flag("enabled", options.Enabled).Text("minTLS", DomainRules.Tls(options.MinTls)).Texts("ciphers", options.Ciphers))),
            cancellationToken);
    }

    /// <summary>Ends a bucket's being published at a domain. Its objects stay.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task RemoveDomainAsync(string bucketName, string domain, CancellationToken cancellationToken = default) =>
        DoAsync(OfBucket(ApiRequest.Delete("RemoveDomain", bucketName), "domains", "custom", DomainRules.Check(domain)), cancellationToken);

    /// <summary>Whether a bucket can be read by everybody at its r2.dev address.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketPublicAccess> GetPublicAccessAsync(string bucketName, CancellationToken cancellationToken = default) =>
        AskAsync<R2BucketPublicAccess>(OfBucket(ApiRequest.Get("GetPublicAccess", bucketName), "domains", "managed").ReadBy(envelope => ReadAccess(envelope.Result, bucketName)), cancellationToken);

    /// <summary>Sets whether a bucket can be read by everybody at its r2.dev address.</summary>
    /// <param name="bucketName">Name of the bucket.</param>
    /// <param name="enabled">Whether it can.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public Task<R2BucketPublicAccess> SetPublicAccessAsync(string bucketName, bool enabled, CancellationToken cancellationToken = default) => AskAsync<R2BucketPublicAccess>(
        OfBucket(ApiRequest.Put("SetPublicAccess", bucketName), "domains", "managed").WithBody(ApiJson.Body(json => json.Flag("enabled", enabled))).ReadBy(envelope =>
            ReadAccess(envelope.Result, bucketName) is var access && access.Enabled == enabled ? access : throw envelope.Result.Refuse($"says that it is {(enabled ? "off" : "on")}, and the opposite was asked for")),
        cancellationToken);

    /// <summary>The zone of the account that a domain is in: of several, the one with the longest name. Null where there is none. It needs the permission group 'Zone Read'.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<R2Zone?> FindZoneAsync(string domain, CancellationToken cancellationToken = default)
    {
        for (string name = DomainRules.Check(domain); name.Contains('.', StringComparison.Ordinal); name = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..])
        {
            IReadOnlyList<R2Zone> zones = await AskAsync<IReadOnlyList<R2Zone>>(
                ApiRequest.Get("ListZones").OfGroup(ZoneRead).At("zones").Query("name", name).Query("account.id", AccountId).ReadBy(static envelope => (IReadOnlyList<R2Zone>)[.. envelope.Result.Items().Select(ReadZone)]),
                cancellationToken).ConfigureAwait(false);
            if (zones.FirstOrDefault(zone => zone.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static R2Zone ReadZone(ApiValue zone) => new() { Id = zone.Text("id"), Name = zone.Text("name"), Status = zone.TextOrNull("status") };

    private static R2BucketDomain ReadDomain(ApiValue domain, string bucketName) => new()
    {
        BucketName = bucketName,
        Domain = domain.Text("domain"),
        Enabled = domain.Find("enabled") is not null && domain.Flag("enabled"),
        Ownership = domain.Find("status")?.TextOrNull("ownership") ?? "unknown",
        Ssl = domain.Find("status")?.TextOrNull("ssl") ?? "unknown",
        MinTls = domain.TextOrNull("minTLS"),
        Ciphers = domain.Texts("ciphers"),
        ZoneId = domain.TextOrNull("zoneId"),
        ZoneName = domain.TextOrNull("zoneName"),
    };

    private static R2BucketDomain ReadDomain(ApiValue domain, string bucketName, string asked) =>
        ReadDomain(domain, bucketName) is var read && DomainRules.Check(read.Domain) == DomainRules.Check(asked) ? read : throw domain.Refuse($"is about the domain '{read.Domain}', and '{asked}' was asked for");

    private static R2BucketPublicAccess ReadAccess(ApiValue access, string bucketName) =>
        new() { BucketName = bucketName, Enabled = access.Flag("enabled"), Domain = access.Text("domain"), BucketId = access.TextOrNull("bucketId") };
}
