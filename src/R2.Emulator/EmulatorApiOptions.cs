namespace R2.Emulator;

/// <summary>How the emulator's part of Cloudflare's API behaves.</summary>
public sealed class EmulatorApiOptions
{
    /// <summary>Zones of the account, ids with their names. If empty, every name of two labels is a zone, with any id.</summary>
    public IReadOnlyDictionary<string, string> Zones { get; init; } = new Dictionary<string, string>();

    /// <summary>Queues of the account, ids with their names. If empty, every id is a queue.</summary>
    public IReadOnlyDictionary<string, string> Queues { get; init; } = new Dictionary<string, string>();

    /// <summary>After how many reads of its status a custom domain is active; 0 for at once.</summary>
    public int ReadsUntilActive { get; init; } = 2;

    /// <summary>After how many reads of its status a job or a migration has ended; 0 for at once. Each read does an equal share of the work.</summary>
    public int ReadsUntilDone { get; init; } = 2;
}
