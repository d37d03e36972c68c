using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Profiles;

namespace R2.Cmdlets.Commands;

/// <summary>Takes a profile away; its secret stays in the vault, where others may use it.</summary>
[Cmdlet(VerbsCommon.Remove, "R2Profile", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(void))]
public sealed class RemoveR2ProfileCommand : PSCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[] Name { get; set; } = [];

    protected override void ProcessRecord()
    {
        ProfileFile file = ProfileFile.OfUser(Environment.GetEnvironmentVariable);
        foreach (string name in Name)
        {
            try
            {
                Profile profile = file.Get(name);
                if (ShouldProcess($"{file.Path}: {profile.Name}", "Remove profile"))
                {
                    file.Change(document => document.Without(name));
                }
            }
            catch (Exception exception) when (exception is R2Exception or IOException or UnauthorizedAccessException)
            {
                WriteError(ErrorRecords.From(exception, name));
            }
        }
    }
}
