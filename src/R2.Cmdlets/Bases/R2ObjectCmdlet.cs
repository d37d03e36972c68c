using System.Management.Automation;
using System.Management.Automation.Internal;
using R2.Cmdlets.Transfers;
using R2.Settings;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that sends requests about single objects, several at once, or moves them.</summary>
public abstract class R2ObjectCmdlet : R2Cmdlet
{
    internal const int DefaultThrottleLimit = 8;

    private R2TransferSession? _transfers;

    /// <summary>How many inputs are worked on, and how many requests are under way, at once.</summary>
    [Parameter]
    [ValidateRange(1, 256)]
    public int ThrottleLimit { get; set; } = DefaultThrottleLimit;

    protected override int MaxConcurrency => ThrottleLimit;

    /// <summary>The transfers of this command; there from <see cref="OpenTransfers"/> on.</summary>
    internal R2TransferSession Transfers => _transfers!;

    /// <summary>Makes ready to move objects: with the connection's settings, and the command's own over them.</summary>
    /// <exception cref="R2Exception">A setting is outside its range.</exception>
    internal void OpenTransfers(Func<TransferOptions, TransferOptions> change)
    {
        TransferOptions options = Session.TransferOptions(EnvironmentSettings.OfProcess) with { ThrottleLimit = ThrottleLimit };
        _transfers = new R2TransferSession(Client, change(options), MyInvocation.MyCommand.Name);
        if (MyInvocation.ExpectingInput)
        {
            _transfers.Display.Open();
        }
    }

    /// <summary>On the pipeline thread: no more input comes, so what has begun is all.</summary>
    protected override void EndInput()
    {
        if (MyInvocation.ExpectingInput)
        {
            _transfers?.Display.Close();
        }
    }

    protected override void BeginInput()
    {
        base.BeginInput();
        SendAtOnce(ThrottleLimit);
    }

    /// <summary>Starts one transfer, which is shown while it runs.</summary>
    /// <param name="target">What an error is about.</param>
    /// <param name="name">Name to show.</param>
    /// <param name="transfer">The transfer.</param>
    /// <param name="output">What to write of its result; the result itself where null.</param>
    /// <param name="ended">Called when it is over, well or badly.</param>
    internal void StartTransfer<T>(
        string target, string name, Func<R2TransferProgress, CancellationToken, Task<T>> transfer, Func<T, object>? output = null, Action? ended = null)
        where T : notnull
    {
        R2TransferProgress? progress = null;
        StartOne(target, cancellation => transfer(progress = Transfers.Display.Begin(name), cancellation), output ?? (static result => result), () =>
        {
            Transfers.Display.End(progress!);
            ended?.Invoke();
        });
    }

    /// <summary>Says that something was left as it is, and writes nothing for it.</summary>
    internal object Skipped(R2Exception exists)
    {
        Inform($"{exists.Message.TrimEnd('.')}, and was skipped.");
        return AutomationNull.Value;
    }

    protected override void OnTick()
    {
        foreach (ProgressRecord record in _transfers?.Display.Sample() ?? [])
        {
            WriteProgress(record);
        }
    }
}
