using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Errors;
using R2.Cmdlets.Parameters;
using R2.Cmdlets.Results;
using R2.Emulator;

namespace R2.Cmdlets.Commands;

[Cmdlet(VerbsCommon.Add, "R2EmulatorFault", DefaultParameterSetName = OfStatus, SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class AddR2EmulatorFaultCommand : PSCmdlet
{
    private const string OfStatus = "Status";
    private const string OfErrorIn200 = "ErrorIn200";
    private const string OfRefuseKey = "RefuseKey";
    private const string OfDelay = "Delay";
    private const string OfDrop = "Drop";
    private const string OfStall = "Stall";
    private const string OfThrottle = "Throttle";
    private const string OfCorrupt = "Corrupt";
    private const string OfClockOffset = "ClockOffset";

    /// <summary>Status of the error response.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = OfStatus)]
    [ValidateRange(300, 599)]
    public int Status { get; set; }

    /// <summary>Error code of the response; the usual one of the status when left out.</summary>
    [Parameter(Position = 1, ParameterSetName = OfStatus)]
    [ValidateNotNullOrEmpty]
    public string? Code { get; set; }

    /// <summary>Value of the Retry-After header.</summary>
    [Parameter(ParameterSetName = OfStatus)]
    [DurationTransformation]
    public TimeSpan? RetryAfter { get; set; }

    /// <summary>Error code of a document that is sent with status 200.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfErrorIn200)]
    [ValidateNotNullOrEmpty]
    public string? ErrorIn200 { get; set; }

    /// <summary>Error code for single keys of DeleteObjects.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfRefuseKey)]
    [ValidateNotNullOrEmpty]
    public string? RefuseKey { get; set; }

    /// <summary>Time to wait before the operation.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfDelay)]
    [DurationTransformation]
    public TimeSpan Delay { get; set; }

    /// <summary>What the connection breaks in the middle of.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfDrop)]
    [ValidateSet("Request", "RequestBody", "ResponseBody", "Response")]
    public string? Drop { get; set; }

    /// <summary>Stops the response and keeps the connection open.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfStall)]
    public SwitchParameter Stall { get; set; }

    /// <summary>Bytes of the body after which it happens.</summary>
    [Parameter(ParameterSetName = OfDrop)]
    [Parameter(ParameterSetName = OfStall)]
    [ValidateRange(0, long.MaxValue)]
    public long AfterBytes { get; set; }

    /// <summary>Bytes per second of both bodies.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfThrottle)]
    [ValidateRange(1, long.MaxValue)]
    public long Throttle { get; set; }

    /// <summary>Body of which one byte changes on the way.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfCorrupt)]
    [ValidateSet("RequestBody", "ResponseBody")]
    public string? Corrupt { get; set; }

    /// <summary>Offset of that byte.</summary>
    [Parameter(ParameterSetName = OfCorrupt)]
    [ValidateRange(0, long.MaxValue)]
    public long AtByte { get; set; }

    /// <summary>How far the emulator's clock is ahead.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OfClockOffset)]
    [DurationTransformation]
    public TimeSpan ClockOffset { get; set; }

    /// <summary>Operation that it happens to; every one when left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(EmulatorOperationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Operation { get; set; }

    /// <summary>Pattern of the keys that it happens to.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string? Key { get; set; }

    /// <summary>How often it happens; without end when left out.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Times { get; set; }

    /// <summary>Matching requests that are spared first.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int? SkipFirst { get; set; }

    /// <summary>Happens to one matching request in so many.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int? Every { get; set; }

    /// <summary>Emulators that it happens to; all of this session's when left out.</summary>
    [Parameter(ValueFromPipeline = true)]
    public R2Emulator[]? InputObject { get; set; }

    protected override void ProcessRecord()
    {
        R2Emulator[] emulators = InputObject ?? [.. RunspaceState.Current.Emulators];
        try
        {
            if (emulators.Length == 0)
            {
                throw new R2Exception("NoEmulator", "No emulator runs in this session.");
            }

            Fault fault = Make() with { Operation = FindOperation() ?? Implied, KeyPattern = Key, Times = Times, SkipFirst = SkipFirst, Every = Every };
            foreach (R2Emulator emulator in emulators)
            {
                if (ShouldProcess(emulator.ToString(), $"Add the fault {ParameterSetName}"))
                {
                    emulator.Add(fault);
                }
            }
        }
        catch (R2Exception e)
        {
            ThrowTerminatingError(ErrorRecords.From(e, Operation));
        }
    }

    /// <summary>Single keys are refused in one operation only.</summary>
    private string? Implied => ParameterSetName == OfRefuseKey ? "DeleteObjects" : null;

    private string UsualCode => Code ?? Status switch
    {
        401 => R2ErrorCodes.Unauthorized,
        403 => R2ErrorCodes.AccessDenied,
        404 => R2ErrorCodes.NoSuchKey,
        409 => R2ErrorCodes.BucketConflict,
        412 => R2ErrorCodes.PreconditionFailed,
        429 => R2ErrorCodes.TooManyRequests,
        501 => R2ErrorCodes.NotImplemented,
        503 => R2ErrorCodes.ServiceUnavailable,
        _ => R2ErrorCodes.InternalError,
    };

    private Fault Make() => ParameterSetName switch
    {
        OfErrorIn200 => Fault.ErrorIn200(ErrorIn200!),
        OfRefuseKey => Fault.RefuseKey(RefuseKey!),
        OfDelay => Fault.Delay(Delay),
        OfDrop => Drop!.ToUpperInvariant() switch
        {
            "REQUEST" => Fault.DropBeforeHeaders(),
            "REQUESTBODY" => Fault.DropRequestBodyAfter(AfterBytes),
            "RESPONSEBODY" => Fault.DropResponseBodyAfter(AfterBytes),
            _ => Fault.DropReply(),
        },
        OfStall => Fault.Stall(AfterBytes),
        OfThrottle => Fault.Throttle(Throttle),
        OfCorrupt => Corrupt!.Equals("RequestBody", StringComparison.OrdinalIgnoreCase) ? Fault.CorruptRequestByte(AtByte) : Fault.CorruptResponseByte(AtByte),
        OfClockOffset => Fault.ClockOffset(ClockOffset),
        _ => Fault.Status(Status, UsualCode, RetryAfter),
    };

    /// <summary>The operation as the emulator writes it: one that it does not know would never happen.</summary>
    private string? FindOperation() => Operation is null ? null
        : R2EmulatorServer.Operations.FirstOrDefault(name => name.Equals(Operation, StringComparison.OrdinalIgnoreCase))
            ?? throw new R2Exception("UnknownOperation", $"The emulator has no operation '{Operation}'.");
}
