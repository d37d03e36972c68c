namespace R2.Settings;

/// <summary>How to transfer, from the settings.</summary>
internal static class TransferSettings
{
    /// <exception cref="R2Exception">The first wait is longer than the longest; the message says where both come from.</exception>
    public static TransferOptions From(SettingLayer values) => new()
    {
        MultipartThreshold = values.Get(KnownSettings.MultipartThreshold),
        PartSize = values.Get(KnownSettings.PartSize),
        Concurrency = values.Get(KnownSettings.Concurrency),
        Retry = RetryFrom(values),
    };

    /// <summary>How requests are sent again.</summary>
    /// <exception cref="R2Exception">The first wait is longer than the longest; the message says where both come from.</exception>
    public static R2RetryOptions RetryFrom(SettingLayer values)
    {
        TimeSpan maxDelay = values.Get(KnownSettings.MaxDelay);
        TimeSpan baseDelay = values.Get(KnownSettings.BaseDelay);
        if (baseDelay > maxDelay)
        {
            // A default gives way to a limit that somebody chose; what was chosen does not.
            baseDelay = values.Has(KnownSettings.BaseDelay) ? throw Refuse(values) : maxDelay;
        }

        TimeSpan total = values.Get(KnownSettings.TotalTimeout);
        return new R2RetryOptions
        {
            MaxAttempts = values.Get(KnownSettings.MaxAttempts),
            BaseDelay = baseDelay,
            MaxDelay = maxDelay,
            TotalTimeout = total == TimeSpan.Zero ? null : total,
        };
    }

    private static R2Exception Refuse(SettingLayer values) => new(
        R2ErrorCodes.InvalidSetting,
        $"{KnownSettings.BaseDelay} is '{KnownSettings.BaseDelay.Show(values)}' ({values.SourceOf(KnownSettings.BaseDelay)}); "
        + $"it must be 1 to {KnownSettings.MaxDelay.Show(values)} milliseconds, for that is {KnownSettings.MaxDelay} ({values.SourceOf(KnownSettings.MaxDelay)}).");
}
