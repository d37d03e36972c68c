using R2.Cmdlets.Connections;
using R2.Settings;

namespace R2.Cmdlets.Simulations;

/// <summary>What a connection goes by in a replay where nobody says otherwise: neither an account nor a credential is needed.</summary>
internal static class ReplayDefaults
{
    private const string Source = "replay";

    /// <summary>A name that is never resolved, should it ever be asked for: https://www.rfc-editor.org/rfc/rfc2606#section-2</summary>
    private static readonly Uri s_endpoint = new("https://simulation.invalid");

    /// <summary>Its credential has the shape of R2's, and opens nothing.</summary>
    public static ConnectionSettings Settings { get; } = new()
    {
        Values = SettingLayer.Empty.With(KnownSettings.Endpoint, s_endpoint, Source),
        Credential = new(new R2Credential(new string('0', 32), new string('0', 64)), Source),
    };
}
