using System.Collections;
using System.Management.Automation;
using R2.Cmdlets.Bases;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Display;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Pipeline;
using R2.Cmdlets.Syncing;
using R2.Models;
using R2.Sync.Planning;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsData.Sync, "R2Object", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High, DefaultParameterSetName = PathSet)]
[OutputType(typeof(R2SyncSummary), typeof(R2SyncAction))]
public sealed class SyncR2ObjectCommand : R2SyncingCmdlet
{
    private readonly PipedDifferences _differences = new();
    private bool _refused;

    /// <summary>Rows of Compare-R2Object: their keys take part, and no others.</summary>
    [Parameter(ValueFromPipeline = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>Leaves what is newer at the destination.</summary>
    [Parameter]
    public SwitchParameter Update { get; set; }

    /// <summary>Replaces nothing.</summary>
    [Parameter]
    public SwitchParameter NoOverwrite { get; set; }

    /// <summary>Takes a difference for an error.</summary>
    [Parameter]
    public SwitchParameter Immutable { get; set; }

    /// <summary>Removes from the destination what the source does not have, last.</summary>
    [Parameter]
    public SwitchParameter Delete { get; set; }

    /// <summary>Removes from the destination what is excluded, too.</summary>
    [Parameter]
    public SwitchParameter DeleteExcluded { get; set; }

    /// <summary>A number, or a percentage of what the destination has.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? MaxDelete { get; set; }

    /// <summary>A key that the source must have.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RequireFile { get; set; }

    /// <summary>Deletes although the source is missing or empty, or more than half of the destination goes.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Prefix that what is replaced or deleted is copied to before.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string? BackupPrefix { get; set; }

    /// <summary>Renames at the destination what has only another name.</summary>
    [Parameter]
    public SwitchParameter TrackRename { get; set; }

    /// <summary>Patterns of keys that are sent after all others.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string[] Last { get; set; } = [];

    /// <summary>Corrects headers, metadata and times without sending the bytes.</summary>
    [Parameter]
    public SwitchParameter CompareMetadata { get; set; }

    [Parameter]
    public string? ContentType { get; set; }

    [Parameter]
    public string? CacheControl { get; set; }

    [Parameter]
    public IDictionary? Metadata { get; set; }

    [Parameter]
    [ValidateSet(R2.Models.R2StorageClass.Standard, R2.Models.R2StorageClass.StandardInfrequentAccess)]
    public string? StorageClass { get; set; }

    /// <summary>What happens where keys would meet in one name.</summary>
    [Parameter]
    public R2CollisionPolicy OnCollision { get; set; }

    /// <summary>Emits a row for each key that was not equal, in place of the summary.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Name of a variable that gets the summary.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? SummaryVariable { get; set; }

    protected override void ProcessInput()
    {
        if (InputObject is not null)
        {
            // What a row that was refused would have meant, nobody knows: the others are not taken for all.
            _refused = true;
            _differences.Add(InputObject);
            _refused = false;
        }
    }

    protected override void EndInput()
    {
        bool dryRun = Preference.IsOn(this, "WhatIf");
        if (_refused || (MyInvocation.ExpectingInput && _differences.Keys.Count == 0 && NamesNoEnd))
        {
            return;
        }

        (R2SyncLocation source, R2SyncLocation destination) = Ends();
        _differences.CheckEnds(source, destination);
        R2SyncManager manager = new(source, destination, Chosen(dryRun));
        Show(manager);
        Start(destination.ToString(), cancellation => SyncAsync(manager, dryRun, cancellation));
    }

    private protected override (R2SyncLocation Source, R2SyncLocation Destination) Ends() => NamesNoEnd && _differences.Keys.Count > 0 ? RowEnds() : base.Ends();

    /// <summary>Both ends as the rows name them. They do not hold the connections that they came by.</summary>
    private (R2SyncLocation Source, R2SyncLocation Destination) RowEnds()
    {
        (string source, string destination) = _differences.Ends;
        R2SyncLocation to = Open(destination, DestinationConnection);
        CheckConnection(to);
        return (Open(source, null), to);
    }

    private R2SyncLocation Open(string text, R2Connection? connection) =>
        BucketAddress.Parse(text) is { } address ? R2SyncLocation.Bucket(ClientFor(connection), address.BucketName, address.Prefix) : R2SyncLocation.Folder(text);

    private R2SyncOptions Chosen(bool dryRun)
    {
        (long? count, double? percent) = DeletionLimit.Parse(MaxDelete);
        R2SyncOptions options = Selected() with
        {
            Update = Update,
            NoOverwrite = NoOverwrite,
            Immutable = Immutable,
            Delete = Delete,
            DeleteExcluded = DeleteExcluded,
            MaxDelete = count,
            MaxDeletePercent = percent,
            RequireFile = RequireFile,
            Force = Force,
            BackupPrefix = BackupPrefix,
            TrackRename = TrackRename,
            Last = Last,
            CompareMetadata = CompareMetadata,
            OnCollision = OnCollision,
            Write = new PutObjectOptions { ContentType = ContentType, CacheControl = CacheControl, Metadata = Dictionaries.ToMetadata(Metadata), StorageClass = StorageClass },
            Confirm = dryRun ? null : (foreseen, _) => OnPipelineAsync(() => MayGoOn(foreseen)),
        };
        if (!MyInvocation.ExpectingInput && _differences.Keys.Count == 0)
        {
            return options;
        }

        return options.Keys is null
            ? options with { Keys = _differences.Keys, KeysNarrow = true }
            : throw new R2Exception(R2ErrorCodes.InvalidArgument, "Rows are piped in, and -FilesFrom is given; it must be one of them.");
    }

    /// <summary>Deletions are asked for by default, other work where somebody wants to be asked.</summary>
    private bool MayGoOn(R2SyncSummary foreseen)
    {
        long moves = foreseen.Uploaded + foreseen.Downloaded + foreseen.Copied;
        if (moves + foreseen.Deleted == 0 || (foreseen.Deleted == 0 && !MyInvocation.BoundParameters.ContainsKey("Confirm") && GetVariableValue("ConfirmPreference") is not (ConfirmImpact.Low or ConfirmImpact.Medium)))
        {
            return true;
        }

        string moving = $"Transfer {moves:N0} ({ByteSize.Format(foreseen.BytesTransferred)})";
        return ShouldProcess(foreseen.Destination, foreseen.Deleted == 0 ? moving : $"{moving} and delete {foreseen.Deleted:N0} of {foreseen.DestinationCount:N0}");
    }

    private async Task SyncAsync(R2SyncManager manager, bool dryRun, CancellationToken cancellation)
    {
        bool ended = false;
        try
        {
            await foreach (R2SyncAction row in (dryRun ? manager.PlanAsync(cancellation) : manager.RunAsync(cancellation)).ConfigureAwait(false))
            {
                if (row.Error is { } error)
                {
                    await WriteErrorAsync(ErrorRecords.From(error, row)).ConfigureAwait(false);
                }

                if (PassThru || dryRun)
                {
                    await WriteObjectAsync(row).ConfigureAwait(false);
                }
            }

            ended = true;
        }
        finally
        {
            if (SummaryVariable is { } variable && !cancellation.IsCancellationRequested)
            {
                await OnPipelineAsync(() => SetVariable(variable, manager.Summary)).ConfigureAwait(false);
            }
        }

        if (ended)
        {
            await EndAsync(manager.Summary, dryRun).ConfigureAwait(false);
        }
    }

    private async Task EndAsync(R2SyncSummary summary, bool dryRun)
    {
        if (!PassThru && !dryRun)
        {
            await WriteObjectAsync(summary).ConfigureAwait(false);
        }

        if (summary.Failed > 0 || summary.DeletionsHeldBack > 0)
        {
            string failed = summary.Failed == 0 ? "" : $" {Counted.Of(summary.Failed, "key")} failed.";
            string heldBack = summary.DeletionsHeldBack == 0 ? "" : $" {Counted.Of(summary.DeletionsHeldBack, "deletion")} held back: {summary.HeldBackReason}.";
            await WriteErrorAsync(ErrorRecords.From(new R2Exception(R2ErrorCodes.SyncIncomplete, $"The sync to '{summary.Destination}' is not complete.{failed}{heldBack}"), summary)).ConfigureAwait(false);
        }
    }

    private bool SetVariable(string name, R2SyncSummary summary)
    {
        SessionState.PSVariable.Set(name, summary);
        return true;
    }
}
