using R2.Cmdlets.Credentials;
using R2.Cmdlets.Profiles;
using R2.Cmdlets.Simulations;
using R2.Settings;

namespace R2.Cmdlets.Connections;

/// <summary>Puts the layers of a connection together. Only on a pipeline thread: vaults are read in the user's session.</summary>
/// <param name="environment">Settings of the environment.</param>
/// <param name="profiles">The file of profiles.</param>
/// <param name="replay">Whether a recording is replayed: then no vault is read, and missing settings are filled in.</param>
internal sealed class Connector(EnvironmentSettings environment, ProfileFile profiles, bool replay = false)
{
    /// <summary>By the environment of now: where the file of profiles lies may change with it.</summary>
    public static Connector OfProcess => new(EnvironmentSettings.OfProcess, ProfileFile.OfUser(Environment.GetEnvironmentVariable), RunspaceState.Find()?.IsReplay ?? false);

    /// <summary>All that decides about a connection that nobody asked for by name, to see whether it has changed. In memory alone.</summary>
    public string Fingerprint => $"{replay}\n{environment.Fingerprint}\n{profiles.Fingerprint}";

    /// <summary>The profile that R2_PROFILE or the file chooses, or null.</summary>
    public string? ChosenProfile => environment.ProfileName ?? profiles.Read().Default;

    /// <summary>Whether a connection that nobody asked for by name would read a vault, or ask Cloudflare for the id of a token.</summary>
    public bool NeedsToAsk => !replay && (ChosenProfile is { } name ? profiles.Get(name).Reference is not null : environment.NeedsToAsk);

    /// <summary>Connects by what a command says, its profile, and the environment.</summary>
    /// <param name="given">What the command says itself.</param>
    /// <param name="vault">Vault that the command names, or null.</param>
    /// <param name="profileName">Profile, or null for none.</param>
    /// <param name="source">What made the connection.</param>
    /// <exception cref="R2Exception">A setting is missing or outside its range, or a vault or the profile cannot be read.</exception>
    public R2Connection Connect(ConnectionSettings given, VaultReference? vault, string? profileName, string source)
    {
        ConnectionSettings settings = vault is null || replay ? given : given.Over(VaultCredential.Load(vault));
        // Where a replay runs, in CI, there may be no such profile.
        if (profileName is not null && (!replay || profiles.Read().Profiles.ContainsKey(profileName)))
        {
            Profile profile = profiles.Get(profileName);
            settings = settings.Over(new ConnectionSettings { Values = profile.Values });
            if (!replay && settings.Credential is null && settings.ApiToken is null && profile.Reference is { } reference)
            {
                settings = settings.Over(VaultCredential.Load(reference));
            }
        }

        settings = settings.Over(new ConnectionSettings { Values = environment.ReadValues(), Credential = Accept(environment.ReadCredential), ApiToken = AcceptToken(environment.ReadApiToken) });
        return (replay ? settings.Over(ReplayDefaults.Settings) : settings).Connect(source);
    }

    /// <summary>Takes a credential that is given. In a replay none is sent, so what cannot be one, such as a CI system's secret that a fork does not get, is as good as none.</summary>
    /// <exception cref="R2Exception">It cannot be a credential, and this is no replay.</exception>
    public CredentialOrigin? Accept(Func<CredentialOrigin?> given) => AcceptAny(given);

    /// <summary>As <see cref="Accept"/>, an API token.</summary>
    /// <exception cref="R2Exception">It cannot be a token, and this is no replay.</exception>
    public ApiTokenOrigin? AcceptToken(Func<ApiTokenOrigin?> given) => AcceptAny(given);

    private T? AcceptAny<T>(Func<T?> given)
        where T : class
    {
        try
        {
            return given();
        }
        catch (R2Exception) when (replay)
        {
            return null;
        }
    }

    /// <summary>The connection of a session that made none: by the chosen profile, otherwise by the environment if it is complete, otherwise null.</summary>
    /// <exception cref="R2Exception">A setting is outside its range, or a vault or the profile cannot be read.</exception>
    public R2Connection? ConnectByItself() => ChosenProfile is { } name
        ? Connect(new ConnectionSettings(), vault: null, name, Profile.SourceOf(name))
        : environment.IsComplete || replay ? Connect(new ConnectionSettings(), vault: null, profileName: null, environment.IsComplete ? "environment" : "replay") : null;
}
