namespace R2.Emulator.Storage.Settings;

/// <summary>A custom domain of a bucket.</summary>
internal sealed record CustomDomain(string Domain, string ZoneId, string ZoneName, bool Enabled, string? MinTls, IReadOnlyList<string>? Ciphers);
