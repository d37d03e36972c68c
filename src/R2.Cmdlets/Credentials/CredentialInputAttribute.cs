using System.Management.Automation;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Credentials;

/// <summary>Takes a PSCredential, a user name to ask the secret for, or a temporary credential as it is.</summary>
internal sealed class CredentialInputAttribute : ArgumentTransformationAttribute
{
    private static readonly CredentialAttribute s_credential = new();

    public override object? Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        ((inputData as PSObject)?.BaseObject ?? inputData) switch
        {
            R2TemporaryCredential temporary => temporary,
            // It has no password at all, and stands for none.
            null or PSCredential { Password: null } => null,
            PSCredential credential => credential,
            _ => s_credential.Transform(engineIntrinsics, inputData),
        };
}
