namespace R2;

/// <summary>Defaults of <see cref="TransferOptions"/>, in one place.</summary>
public static class TransferDefaults
{
    /// <summary>Longest object that goes in one request: 100 MiB.</summary>
    public const long MultipartThreshold = 100L << 20;

    /// <summary>Part size: 10 MiB.</summary>
    public const long PartSize = 10L << 20;

    /// <summary>Part size of copies within the server: 256 MiB.</summary>
    public const long CopyPartSize = 256L << 20;

    /// <summary>Parts of one object under way at once.</summary>
    public const int Concurrency = 4;

    /// <summary>Requests of one command under way at once.</summary>
    public const int ThrottleLimit = 16;

    /// <summary>What the parts of files under way may hold in memory, all together, between being hashed and being sent: 20 MiB. Beyond that they are read twice.</summary>
    public const long KeptBytes = 20L << 20;

    /// <summary>Repetitions that one transfer may make without a success between them, for each attempt after the first that a request has.</summary>
    public const int BudgetPerAttempt = 10;

    /// <summary>How long cleaning up may take after a failure or Ctrl+C: 10 s.</summary>
    public static readonly TimeSpan CleanUpTimeout = TimeSpan.FromSeconds(10);
}
