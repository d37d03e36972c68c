using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Transfers;
using R2.Models;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that moves objects down.</summary>
public abstract class R2DownloadCmdlet : R2ConditionalCmdlet
{
    /// <summary>Sets of a cmdlet that writes files.</summary>
    protected const string PathSet = "Path";
    protected const string LiteralPathSet = "LiteralPath";

    /// <summary><c>first-last</c>, <c>first-</c> or <c>-count</c>, in bytes from 0.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Range { get; set; }

    /// <summary>Overwrites files that are there.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Force { get; set; }

    /// <summary>Leaves files that are there as they are.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter SkipExisting { get; set; }

    /// <summary>What the keys begin with that paths do not.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(PrefixCompleter))]
    public string? StripPrefix { get; set; }

    /// <summary>Escapes what file names cannot hold, reversibly, in place of refusing the key.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter SanitizeNames { get; set; }

    /// <summary>Takes up what an interrupted command left, and keeps what this one leaves.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter Resume { get; set; }

    /// <summary>Leaves files with the time of the download.</summary>
    [Parameter(ParameterSetName = PathSet)]
    [Parameter(ParameterSetName = LiteralPathSet)]
    public SwitchParameter NoFileTime { get; set; }

    /// <summary>Length in bytes of the ranges that a large object is read in, such as 16MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? PartSize { get; set; }

    /// <summary>Does not compare with the checksum or the entity tag stored with the object.</summary>
    [Parameter]
    public SwitchParameter SkipChecksum { get; set; }

    /// <summary>Bytes a second over the whole command, such as 50MB.</summary>
    [Parameter]
    [SizeTransformation]
    public long? MaxBytesPerSecond { get; set; }

    /// <summary>Writes results in the order of the input.</summary>
    [Parameter]
    public SwitchParameter Ordered { get; set; }

    private protected override bool KeepsOrder => Ordered;

    protected override void BeginInput()
    {
        base.BeginInput();
        if (Force && SkipExisting)
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, "Both -Force and -SkipExisting are given; it must be one of them.");
        }

        OpenTransfers(options => options with
        {
            Checksum = SkipChecksum ? null : options.Checksum,
            PartSize = PartSize ?? options.PartSize,
            Resume = Resume,
            MaxBytesPerSecond = MaxBytesPerSecond,
        });
    }

    /// <summary>What of a key becomes a path below a folder. Empty where it is the folder itself.</summary>
    /// <exception cref="R2Exception">The key does not begin with -StripPrefix.</exception>
    private protected string NameOf(string key)
    {
        if (StripPrefix is null)
        {
            return key;
        }

        if (!key.StartsWith(StripPrefix, StringComparison.Ordinal))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"The key '{key}' does not begin with '{StripPrefix}', which -StripPrefix leaves away.");
        }

        string rest = key[StripPrefix.Length..];
        if (rest.Length == 0 && !key.EndsWith('/'))
        {
            throw new R2Exception(R2ErrorCodes.InvalidArgument, $"-StripPrefix '{StripPrefix}' leaves no name of the key '{key}'.");
        }

        return StripPrefix.EndsWith('/') || !rest.StartsWith('/') ? rest : rest[1..];
    }

    /// <summary>What the command asks of every object.</summary>
    protected GetObjectOptions Options() => new()
    {
        Conditions = Conditions,
        Range = Range is null ? null : RangeText.Parse(Range),
        SseCustomerKey = ToCustomerKey(SseCustomerKey),
    };
}
