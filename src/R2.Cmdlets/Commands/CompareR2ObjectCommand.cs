using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Files;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsData.Compare, "R2Object", DefaultParameterSetName = PathSet)]
[OutputType(typeof(R2Difference), typeof(bool))]
public sealed class CompareR2ObjectCommand : R2SyncingCmdlet
{
    /// <summary>Tells of keys that are the same, too.</summary>
    [Parameter]
    public SwitchParameter IncludeEqual { get; set; }

    /// <summary>Tells only whether there is no difference.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>File that gets a line for each key, as of rclone check --combined.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Combined { get; set; }

    /// <summary>Reads both ends, and compares them byte by byte.</summary>
    [Parameter]
    public SwitchParameter Download { get; set; }

    protected override void ProcessInput()
    {
        (R2SyncLocation source, R2SyncLocation destination) = Ends();
        R2SyncManager manager = new(source, destination, Selected() with { Download = Download });
        Show(manager);
        string? combined = Combined is null ? null : FilePaths.Resolve(this, Combined);
        Start(destination.ToString(), cancellation => CompareAsync(manager, combined, cancellation));
    }

    private async Task CompareAsync(R2SyncManager manager, string? combined, CancellationToken cancellation)
    {
        bool differs = false;
        StreamWriter? lines = combined is null ? null : new StreamWriter(combined, append: false) { NewLine = "\n" };
        using (lines)
        {
            await foreach (R2Difference row in manager.CompareAsync(IncludeEqual || combined is not null, cancellation).ConfigureAwait(false))
            {
                differs |= row.Sigil != "=";
                lines?.WriteLine(row);
                if (row.Error is { } error)
                {
                    await WriteErrorAsync(ErrorRecords.From(error, row)).ConfigureAwait(false);
                }

                if (!Quiet && (IncludeEqual || row.Sigil != "="))
                {
                    await WriteObjectAsync(row).ConfigureAwait(false);
                }
            }
        }

        if (Quiet)
        {
            await WriteObjectAsync(!differs).ConfigureAwait(false);
        }
    }
}
