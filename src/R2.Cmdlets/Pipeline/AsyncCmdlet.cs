using System.Management.Automation;
using R2.Cmdlets.Errors;

namespace R2.Cmdlets.Pipeline;

/// <summary>
/// A cmdlet whose work runs on the thread pool while the pipeline thread serves it. Piped input overlaps: <see cref="ProcessInput"/> captures one
/// input's parameters, which the next input overwrites, and starts a body for it; results and errors come out as bodies finish.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    /// <summary>After so many pieces the bodies are served.</summary>
    private const int PiecesATurn = 16 * 1024;

    private readonly PipelinePump _pump;
    private readonly OrderedOutput _order = new();
    private Action? _processOne;
    private int _pieces;

    protected AsyncCmdlet() => _pump = new PipelinePump(OnTick);

    /// <summary>How many bodies run at once; input waits beyond that.</summary>
    protected virtual int MaxConcurrency => 1;

    /// <summary>Whether what bodies make, and their errors, come in the order in which they were started, and not as they end. What a body writes by itself comes at once all the same.</summary>
    private protected virtual bool KeepsOrder => false;

    /// <summary>On the pipeline thread, once, before the first input.</summary>
    protected virtual void BeginInput()
    {
    }

    /// <summary>On the pipeline thread, for each input: capture parameters, resolve paths, ask for confirmation, then <see cref="Start"/>.</summary>
    protected abstract void ProcessInput();

    /// <summary>As <see cref="ProcessInput"/>, first, for a piece of something that is already under way: bytes come one by one, a million in a megabyte.</summary>
    /// <returns>Whether it was one.</returns>
    private protected virtual bool TakePiece() => false;

    /// <summary>On the pipeline thread, after the last input and before the bodies are awaited.</summary>
    protected virtual void EndInput()
    {
    }

    /// <summary>On the pipeline thread, about five times a second while bodies run; sample progress here.</summary>
    protected virtual void OnTick()
    {
    }

    /// <summary>Starts a body on the pool. What it throws becomes an error record about <paramref name="target"/>, and the pipeline goes on.</summary>
    protected void Start(object? target, Func<CancellationToken, Task> body) => StartBody(target, body, write: null, ended: null);

    /// <summary>As <see cref="Start"/>, for a body that makes one object: it is written as the body ends.</summary>
    protected void StartOne<T>(object? target, Func<CancellationToken, Task<T>> body)
        where T : notnull => StartOne(target, body, static result => result, ended: null);

    /// <summary>As <see cref="StartOne{T}(object?, Func{CancellationToken, Task{T}})"/>.</summary>
    /// <param name="target">What an error is about.</param>
    /// <param name="body">The body.</param>
    /// <param name="output">What to write of the result.</param>
    /// <param name="ended">Called when the body has ended, well or badly, on whatever thread it ended.</param>
    private protected void StartOne<T>(object? target, Func<CancellationToken, Task<T>> body, Func<T, object> output, Action? ended)
        where T : notnull => StartBody(target, body, work => WriteObject(output(((Task<T>)work).Result)), ended);

    /// <summary>Ends the command, its bodies first, when this much time has passed from now: each that has not ended then, and each input that still comes, is an error.</summary>
    /// <param name="time">How long it may take; null for as long as it likes.</param>
    private protected void EndAfter(TimeSpan? time)
    {
        if (time is { } limit)
        {
            _pump.EndAfter(limit);
        }
    }

    /// <summary>Waits on the pipeline thread for something that a body does, and serves the bodies meanwhile.</summary>
    protected void ServeUntil(Task happened) => _pump.ServeUntil(happened);

    /// <summary>Runs a step on the pipeline thread; what it refuses becomes an error record, and the pipeline goes on.</summary>
    internal void WriteErrorOnFailure(object? target, Action step) => Try(target, step, WriteError);

    protected Task WriteObjectAsync(object value, bool enumerate = false) => InvokeAsync(() => WriteObject(value, enumerate));

    protected Task WriteErrorAsync(ErrorRecord error) => InvokeAsync(() => WriteError(error));

    protected Task WriteWarningAsync(string text) => InvokeAsync(() => WriteWarning(text));

    /// <summary>
    /// A warning from a body that does not wait for it. A pipeline that has been stopped takes none any more; but what a body says as it cleans up is what matters most:
    /// it goes to the host, and to the standard error where that is none that shows anything, as in a background job that ends with its process.
    /// </summary>
    protected void Notify(string text)
    {
        if (!_pump.IsStopping)
        {
            _pump.Post(() => WriteWarning(text));
            return;
        }

        text = PrintableText.OfLines(text);
        Host.UI.WriteWarningLine(text);
        if (_pump.IsProcessEnding || Host.Name == "Default Host")
        {
            Console.Error.WriteLine($"WARNING: {text}");
        }
    }

    // Keys and what servers say must not steer the terminal that shows them: what is said to a person goes through here.
    protected new void WriteWarning(string text) => base.WriteWarning(PrintableText.OfLines(text));

    protected new void WriteVerbose(string text) => base.WriteVerbose(PrintableText.OfLines(text));

    internal new bool ShouldProcess(string target, string action) => base.ShouldProcess(PrintableText.Of(target), PrintableText.Of(action));

    protected new void WriteProgress(ProgressRecord progress)
    {
        progress.Activity = PrintableText.Of(progress.Activity);
        progress.StatusDescription = PrintableText.Of(progress.StatusDescription);
        progress.CurrentOperation = PrintableText.Of(progress.CurrentOperation);
        base.WriteProgress(progress);
    }

    /// <summary>As <see cref="Notify"/>, of what is well: shown with -Verbose.</summary>
    protected void Inform(string text) => Post(() => WriteVerbose(text));

    /// <summary>Something for the pipeline thread that the body does not wait for; lost where the pipeline has ended.</summary>
    private protected void Post(Action action)
    {
        if (!_pump.IsStopping)
        {
            _pump.Post(action);
        }
    }

    protected Task WriteVerboseAsync(string text) => InvokeAsync(() => WriteVerbose(text));

    protected Task WriteProgressAsync(ProgressRecord progress) => InvokeAsync(() => WriteProgress(progress));

    protected Task<bool> ShouldProcessAsync(string target, string action) => _pump.InvokeAsync(() => ShouldProcess(target, action));

    /// <summary>Runs a function on the pipeline thread, and gives what it returns.</summary>
    private protected Task<T> OnPipelineAsync<T>(Func<T> function) => _pump.InvokeAsync(function);

    protected sealed override void BeginProcessing() => Guard(() => Try(null, BeginInput, ThrowTerminatingError));

    protected sealed override void ProcessRecord() => Guard(_processOne ??= ProcessOne);

    protected sealed override void EndProcessing() => Guard(() =>
    {
        WriteErrorOnFailure(null, EndInput);
        _pump.Drain();
    });

    protected sealed override void StopProcessing() => _pump.Stop();

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            _pump.Dispose();
        }
    }

    private Task<bool> InvokeAsync(Action action) => _pump.InvokeAsync(() =>
    {
        action();
        return true;
    });

    private void StartBody(object? target, Func<CancellationToken, Task> body, Action<Task>? write, Action? ended)
    {
        long? place = KeepsOrder ? _order.Take() : null;
        _pump.Start(cancellation => RunAsync(target, body, write, ended, place, cancellation), MaxConcurrency);
    }

    /// <summary>All that runs of a command on the pool: a body, and its last message to the pipeline thread.</summary>
    private async Task RunAsync(object? target, Func<CancellationToken, Task> body, Action<Task>? write, Action? ended, long? place, CancellationToken cancellation)
    {
        PipelineScope.Enter(_pump);
        Action? last = null;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            Task work = body(cancellation);
            await work.ConfigureAwait(false);
            last = write is null ? null : () => write(work);
        }
        catch (Exception exception) when (_pump.Limit is { } limit && cancellation.IsCancellationRequested && !_pump.IsStopping)
        {
            R2Exception late = new(R2ErrorCodes.Timeout, $"The command was not done within {limit.TotalSeconds:0.#} s (TotalTimeoutSeconds).", exception);
            last = () => WriteError(ErrorRecords.From(late, target));
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            // Ctrl+C or a pipeline that wants no more: whatever the body says on its way out, there is nobody left to tell.
        }
        catch (Exception exception)
        {
            last = () => WriteError(ErrorRecords.From(exception, target));
        }
        finally
        {
            ended?.Invoke();
            _pump.End(place is { } mine ? () => _order.Say(mine, last) : last);
        }
    }

    private void ProcessOne()
    {
        bool isPiece = TakePiece();
        if (isPiece && ++_pieces % PiecesATurn != 0)
        {
            return;
        }

        if (!isPiece)
        {
            WriteErrorOnFailure(null, ProcessInput);
        }

        _pump.ServePending();
    }

    private static void Try(object? target, Action step, Action<ErrorRecord> report)
    {
        try
        {
            step();
        }
        catch (Exception exception) when (exception is R2Exception or IOException or UnauthorizedAccessException or ArgumentException or WildcardPatternException)
        {
            report(ErrorRecords.From(exception, target));
        }
    }

    /// <summary>Ctrl+C, -ErrorAction Stop and a downstream Select-Object -First all arrive as exceptions: the bodies clean up before they travel on.</summary>
    private void Guard(Action step)
    {
        try
        {
            step();
        }
        catch (OperationCanceledException) when (_pump.IsStopping)
        {
            _pump.Abandon();
            throw new PipelineStoppedException();
        }
        catch
        {
            _pump.Abandon();
            throw;
        }
    }
}
