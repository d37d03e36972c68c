namespace R2.Emulator.Api.Tokens;

/// <summary>Names of permission groups: https://developers.cloudflare.com/r2/api/tokens/#permissions</summary>
internal static class PermissionGroups
{
    public const string StorageRead = "Workers R2 Storage Read";
    public const string StorageWrite = "Workers R2 Storage Write";
    public const string ItemRead = "Workers R2 Storage Bucket Item Read";
    public const string ItemWrite = "Workers R2 Storage Bucket Item Write";
    public const string ZoneRead = "Zone Read";
    public const string QueuesRead = "Queues Read";
    public const string QueuesWrite = "Queues Write";
    public const string AnalyticsRead = "Account Analytics Read";

    public static readonly IReadOnlyList<string> All =
        [StorageRead, StorageWrite, ZoneRead, QueuesRead, QueuesWrite, AnalyticsRead];

    public static readonly IReadOnlyList<string> Read = [StorageWrite, StorageRead];

    public static readonly IReadOnlyList<string> Write = [StorageWrite];
}
