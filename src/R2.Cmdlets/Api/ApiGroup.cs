namespace R2.Cmdlets.Api;

/// <summary>Permission groups of API tokens, as Cloudflare names them. https://developers.cloudflare.com/fundamentals/api/reference/permissions/</summary>
internal static class ApiGroup
{
    public const string Read = "'Workers R2 Storage Read'";
    public const string Write = "'Workers R2 Storage Write'";
    public const string WriteAndZones = Write + ", and 'Zone Read' where -ZoneId is not given";
    public const string WriteAndQueues = Write + ", and 'Queues Read' where -QueueId is not given";
    public const string ReadAndAnalytics = Read + ", and 'Account Analytics Read' for what each bucket holds and was asked";
}
