using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Profiles;
using R2.Cmdlets.Results;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Profile")]
[OutputType(typeof(R2Profile))]
public sealed class GetR2ProfileCommand : PSCmdlet
{
    /// <summary>Names, or patterns of them; all profiles when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ProfileNameCompleter))]
    public string[] Name { get; set; } = ["*"];

    protected override void ProcessRecord()
    {
        ProfileFile file = ProfileFile.OfUser(Environment.GetEnvironmentVariable);
        foreach (string name in Name)
        {
            try
            {
                Write(file, name);
            }
            catch (Exception exception) when (exception is R2Exception or IOException or UnauthorizedAccessException)
            {
                WriteError(ErrorRecords.From(exception, name));
            }
        }
    }

    private void Write(ProfileFile file, string name)
    {
        ProfileDocument document = file.Read();
        if (!WildcardPattern.ContainsWildcardCharacters(name))
        {
            file.Get(name);
        }

        WildcardPattern pattern = new(name, WildcardOptions.IgnoreCase);
        foreach (Profile profile in document.Profiles.Values.Where(profile => pattern.IsMatch(profile.Name)))
        {
            WriteObject(new R2Profile(profile, profile.Name.Equals(document.Default, StringComparison.OrdinalIgnoreCase), file.Path));
        }
    }
}
