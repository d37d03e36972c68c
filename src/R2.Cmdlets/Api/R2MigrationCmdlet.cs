using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;

namespace R2.Cmdlets.Api;

/// <summary>A cmdlet that changes how a migration of Super Slurper's goes on.</summary>
public abstract class R2MigrationCmdlet : R2Cmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MigrationCompleter))]
    public string MigrationId { get; set; } = "";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected sealed override string? ApiGroups => ApiGroup.Write;

    /// <summary>Asks, and starts.</summary>
    /// <param name="action">What is done, for prompts.</param>
    /// <param name="change">Does it, to a migration by its id.</param>
    private protected void Change(string action, Func<string, CancellationToken, Task> change)
    {
        (string id, bool passThru) = (MigrationId, PassThru);
        if (ShouldProcess(id, action))
        {
            Start(id, async cancellation =>
            {
                await change(id, cancellation).ConfigureAwait(false);
                if (passThru)
                {
                    await WriteObjectAsync(await Api.GetMigrationAsync(id, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
                }
            });
        }
    }
}
