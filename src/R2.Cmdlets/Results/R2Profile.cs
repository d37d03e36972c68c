using R2.Cmdlets.Profiles;
using R2.Settings;

namespace R2.Cmdlets.Results;

/// <summary>Named settings of the user's; the secret is in a vault, by the names given here.</summary>
public sealed class R2Profile
{
    private readonly Profile _profile;

    internal R2Profile(Profile profile, bool isDefault, string path) => (_profile, IsDefault, Path) = (profile, isDefault, path);

    public string Name => _profile.Name;

    /// <summary>Whether commands connect by it when nothing else is said.</summary>
    public bool IsDefault { get; }

    public string? AccountId => _profile.Values.Get(KnownSettings.AccountId);

    public Uri? Endpoint => _profile.Values.Get(KnownSettings.Endpoint);

    public R2Jurisdiction Jurisdiction => _profile.Values.Get(KnownSettings.Jurisdiction);

    public string? BucketName => _profile.Values.Get(KnownSettings.BucketName);

    public string? VaultName => _profile.VaultName;

    public string? SecretName => _profile.SecretName;

    /// <summary>Everything that the profile sets, by name.</summary>
    public IReadOnlyDictionary<string, string?> Settings =>
        KnownSettings.All.Where(_profile.Values.Has).ToDictionary(static setting => setting.Name, setting => setting.Show(_profile.Values));

    /// <summary>The file that it is kept in.</summary>
    public string Path { get; }

    public override string ToString() => Name;
}
