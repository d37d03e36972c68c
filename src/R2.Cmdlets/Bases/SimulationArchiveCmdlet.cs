using System.Management.Automation;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that makes one form of a recording, folder or archive, of the other.</summary>
public abstract class SimulationArchiveCmdlet : PSCmdlet
{
    /// <summary>What to read.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>What to make.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Destination { get; set; } = "";

    /// <summary>Replaces what is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    protected sealed override void ProcessRecord()
    {
        try
        {
            string source = FilePaths.Resolve(this, Path);
            string target = FilePaths.Resolve(this, Destination);
            if (ShouldProcess(target, $"Make of '{source}'"))
            {
                WriteObject(EmittedFile.From(Make(source, target, Force)));
            }
        }
        catch (Exception exception) when (exception is R2Exception or IOException or UnauthorizedAccessException)
        {
            WriteError(ErrorRecords.From(exception, Path));
        }
    }

    private protected abstract FileSystemInfo Make(string source, string target, bool force);
}
