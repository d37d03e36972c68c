namespace R2.Unit.Model;

/// <summary>One thing that is done, and what goes wrong meanwhile. Numbers choose among the few names and contents that there are, so that steps meet.</summary>
public sealed record ModelStep
{
    public ModelAction Action { get; init; }

    public int Key { get; init; }

    public int OtherKey { get; init; }

    /// <summary>Which local file.</summary>
    public int File { get; init; }

    /// <summary>Which of the sizes at the boundaries.</summary>
    public int Size { get; init; }

    public int Seed { get; init; }

    public SourceKind Source { get; init; }

    public TargetKind Target { get; init; }

    public int Mode { get; init; }

    /// <summary>Metadata, media type, class and checksum.</summary>
    public int Options { get; init; }

    public bool Resume { get; init; }

    /// <summary>Whether a move may replace what is at its destination.</summary>
    public bool Overwrites => Resume;

    public Trouble Trouble { get; init; }

    /// <summary>Before which request it happens.</summary>
    public int AtRequest { get; init; }

    public override string ToString() => Action switch
    {
        ModelAction.Upload or ModelAction.UploadAgain => $"{Action}(file {File} {Source} size {Size} seed {Seed} mode {Mode}, key {Key}, options {Options}{(Resume ? ", resume" : "")}){Disturbed}",
        ModelAction.Download or ModelAction.DownloadAgain => $"{Action}(key {Key}, file {File} {Target} mode {Mode}{(Resume ? ", resume" : "")}){Disturbed}",
        ModelAction.TwoUploads or ModelAction.TwoDownloads => $"{Action}(key {Key}, file {File}, size {Size} seed {Seed})",
        ModelAction.Delete => $"Delete(key {Key})",
        _ => $"{Action}(key {Key} to {OtherKey}, options {Options}{(Overwrites ? ", overwrite" : "")}){Disturbed}",
    };

    private string Disturbed => Trouble == Trouble.None ? "" : $" with {Trouble} at request {AtRequest}";
}
