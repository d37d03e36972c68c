using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Completion.Completers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsLifecycle.Suspend, "R2Migration", SupportsShouldProcess = true)]
[OutputType(typeof(R2Migration))]
public sealed class SuspendR2MigrationCommand : R2MigrationCmdlet
{
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MigrationCompleter))]
    public string MigrationId { get; set; } = "";

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override string? ApiGroups => ApiGroup.Write;

    protected override void ProcessInput()
    {
        (string id, bool passThru) = (MigrationId, PassThru);
        if (ShouldProcess(id, "Suspend the migration"))
        {
            Start(id, async cancellation =>
            {
                await Api.PauseMigrationAsync(id, cancellation).ConfigureAwait(false);
                if (passThru)
                {
                    await WriteObjectAsync(await Api.GetMigrationAsync(id, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
                }
            });
        }
    }
}
