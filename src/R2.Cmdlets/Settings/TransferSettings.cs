using R2.Transfer;

namespace R2.Cmdlets.Settings;

/// <summary>How to transfer, from the settings.</summary>
internal static class TransferSettings
{
    /// <exception cref="R2Exception">The first delay is longer than the longest.</exception>
    public static TransferOptions From(SettingLayer values)
    {
        (TimeSpan baseDelay, TimeSpan maxDelay) = RetryDelays(values);
        return new TransferOptions
        {
            MultipartThreshold = values.Get(KnownSettings.MultipartThreshold),
            PartSize = values.Get(KnownSettings.PartSize),
            Concurrency = values.Get(KnownSettings.Concurrency),
            MaxAttempts = values.Get(KnownSettings.MaxAttempts),
            MaxDelay = maxDelay,
            BaseDelay = baseDelay,
        };
    }

    /// <summary>The first delay between attempts, and the longest.</summary>
    /// <exception cref="R2Exception">The first is longer than the longest; the message says where both come from.</exception>
    public static (TimeSpan Base, TimeSpan Max) RetryDelays(SettingLayer values)
    {
        TimeSpan maxDelay = values.Get(KnownSettings.MaxDelay);
        TimeSpan baseDelay = values.Get(KnownSettings.BaseDelay);
        if (baseDelay > maxDelay)
        {
            // A default gives way to a limit that somebody chose; what was chosen does not.
            baseDelay = values.Has(KnownSettings.BaseDelay) ? throw Refuse(values) : maxDelay;
        }

        return (baseDelay, maxDelay);
    }

    private static R2Exception Refuse(SettingLayer values) => new(
        R2ErrorCodes.InvalidSetting,
        $"{KnownSettings.BaseDelay} is '{KnownSettings.BaseDelay.Show(values)}' ({values.SourceOf(KnownSettings.BaseDelay)}); "
        + $"it must be 1 to {KnownSettings.MaxDelay.Show(values)} milliseconds, for that is {KnownSettings.MaxDelay} ({values.SourceOf(KnownSettings.MaxDelay)}).");
}
