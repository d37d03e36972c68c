using System.Collections;
using System.Management.Automation;
using System.Security;
using System.Text.RegularExpressions;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Credentials;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Profiles;
using R2.Cmdlets.Results;
using R2.Settings;

namespace R2.Cmdlets.Commands;

/// <summary>Makes a profile, or changes what is given of one that is there.</summary>
[Cmdlet(VerbsCommon.Set, "R2Profile", SupportsShouldProcess = true)]
[OutputType(typeof(R2Profile))]
public sealed partial class SetR2ProfileCommand : R2SettingsCmdlet
{
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Written to the vault, never to the profile.</summary>
    [Parameter]
    [Credential]
    public PSCredential? Credential { get; set; }

    /// <summary>As the credential, written to the vault: with it, or alone.</summary>
    [Parameter]
    public SecureString? ApiToken { get; set; }

    /// <summary>Makes it the one that commands connect by when nothing else is said.</summary>
    [Parameter]
    public SwitchParameter Default { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessRecord()
    {
        ProfileFile file = ProfileFile.OfUser(Environment.GetEnvironmentVariable);
        try
        {
            Profile profile = Merge(file.Read());
            if (ShouldProcess($"{file.Path}: {Name}", "Set profile"))
            {
                Save(file, profile);
            }
        }
        catch (Exception exception) when (exception is R2Exception or IOException or UnauthorizedAccessException)
        {
            ThrowTerminatingError(ErrorRecords.From(exception, Name));
        }
    }

    /// <summary>What would be written, checked before anything is: neither vault nor file is touched by a bad value.</summary>
    private Profile Merge(ProfileDocument document)
    {
        if (!NameForm().IsMatch(Name))
        {
            throw new R2Exception(R2ErrorCodes.InvalidSetting, $"Name is '{Name}'; it must have 1 to 64 letters, digits, dots, hyphens and underscores.");
        }

        Profile? old = document.Profiles.GetValueOrDefault(Name);
        Profile profile = new(
            Name,
            Given(Profile.SourceOf(Name)).Over(old?.Values ?? SettingLayer.Empty),
            VaultName ?? old?.VaultName,
            SecretName ?? old?.SecretName ?? (VaultName is null && Credential is null && ApiToken is null ? null : $"R2-{Name}"));
        new ConnectionSettings { Values = profile.Values }.Validate();
        if (Credential is not null)
        {
            // A credential that could not be one is refused here, before it is put into a vault.
            SecureText.ToCredential(Credential.UserName, Credential.Password);
            _ = profile.VaultName ?? throw new R2Exception(R2ErrorCodes.InvalidSetting, "-Credential is given without -VaultName: secrets are stored in the vault, never in the profile.");
        }

        if (ApiToken is not null)
        {
            SecureText.ToApiToken(ApiToken);
            _ = profile.VaultName ?? throw new R2Exception(R2ErrorCodes.InvalidSetting, "-ApiToken is given without -VaultName: secrets are stored in the vault, never in the profile.");
        }

        return profile;
    }

    /// <summary>What goes into the vault: a credential by itself, or what VaultCredential reads a token from.</summary>
    private object? Secret => ApiToken is null ? Credential
        : Credential is null ? new Hashtable { ["api_token"] = ApiToken }
        : new Hashtable { ["access_key_id"] = Credential.UserName, ["secret_access_key"] = Credential.Password, ["api_token"] = ApiToken };

    private void Save(ProfileFile file, Profile profile)
    {
        if (Secret is { } secret)
        {
            SecretVault.Write(profile.Reference!, secret);
            WriteVerbose($"The credential is in {profile.Reference}.");
        }

        file.Change(document => document.With(profile, Default));
        if (PassThru)
        {
            WriteObject(new R2Profile(profile, Default || Name.Equals(file.Read().Default, StringComparison.OrdinalIgnoreCase), file.Path));
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,64}$")]
    private static partial Regex NameForm();
}
