using System.Management.Automation;
using R2.Cmdlets.Api;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Models;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Get, "R2Migration")]
[OutputType(typeof(R2Migration), typeof(R2MigrationLogEntry))]
public sealed class GetR2MigrationCommand : R2Cmdlet
{
    /// <summary>The one migration to describe; all of the account's when left out.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(MigrationCompleter))]
    public string? MigrationId { get; set; }

    /// <summary>Lists only those of a status.</summary>
    [Parameter]
    [ValidateSet("running", "paused", "aborted", "completed")]
    public string? Status { get; set; }

    /// <summary>Emits the lines of the log.</summary>
    [Parameter]
    public SwitchParameter Log { get; set; }

    /// <summary>Waits until it has ended, and shows its progress.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    private protected override string? ApiGroups => ApiGroup.Read;

    protected override void ProcessInput()
    {
        (string? id, string? status, bool log, bool wait) = (MigrationId, Status?.ToLowerInvariant(), Log, Wait);
        Start(id, async cancellation =>
        {
            if (id is not null)
            {
                await OneAsync(id, log, wait, cancellation).ConfigureAwait(false);
                return;
            }

            await foreach (R2Migration migration in Api.EnumerateMigrationsAsync(cancellation).ConfigureAwait(false))
            {
                if (status is not null && migration.Status != status)
                {
                    continue;
                }

                if (log || wait)
                {
                    await OneAsync(migration.MigrationId, log, wait, cancellation).ConfigureAwait(false);
                }
                else
                {
                    await WriteObjectAsync(await Api.WithProgressAsync(migration, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
                }
            }
        });
    }

    private async Task OneAsync(string id, bool log, bool wait, CancellationToken cancellation)
    {
        R2Migration? ended = wait ? await MigrationWaiting.UntilEndedAsync(Api, id, WriteProgressAsync, cancellation).ConfigureAwait(false) : null;
        if (!log)
        {
            await WriteObjectAsync(ended ?? await Api.GetMigrationAsync(id, cancellation).ConfigureAwait(false)).ConfigureAwait(false);
            return;
        }

        await foreach (R2MigrationLogEntry entry in Api.EnumerateMigrationLogAsync(id, cancellation).ConfigureAwait(false))
        {
            await WriteObjectAsync(entry).ConfigureAwait(false);
        }
    }
}
