using System.Management.Automation;
using R2.Cmdlets.Pipeline;

namespace R2.Cmdlets.Drive.Rows;

/// <summary>
/// One call of the engine, or an open reader or writer, with its work on the thread pool: the pipeline thread waits, and serves what must run in the session, such as reading a vault.
/// </summary>
internal sealed class DriveRun : IDisposable
{
    private readonly PipelinePump _pump = new(static () => { });
    private bool _isDisposed;

    public bool IsStopping => _pump.IsStopping;

    /// <summary>Runs work to its end.</summary>
    /// <exception cref="PipelineStoppedException">The pipeline was stopped.</exception>
    public T Do<T>(Func<CancellationToken, Task<T>> work)
    {
        Task<T> started = Start(work);
        ServeUntil(started);
        return started.GetAwaiter().GetResult();
    }

    public void Do(Func<CancellationToken, Task> work) => Do(async cancellation =>
    {
        await work(cancellation).ConfigureAwait(false);
        return true;
    });

    /// <summary>Starts work that goes on between calls.</summary>
    public Task<T> Start<T>(Func<CancellationToken, Task<T>> work)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pump.Start(cancellation => RunAsync(work, done, cancellation), limit: int.MaxValue);
        return done.Task;
    }

    /// <summary>Waits on the pipeline thread, and serves the work meanwhile.</summary>
    public void ServeUntil(Task happened)
    {
        try
        {
            _pump.ServeUntil(happened);
            if (_pump.IsStopping && happened.IsCanceled)
            {
                throw new PipelineStoppedException();
            }
        }
        catch (OperationCanceledException) when (_pump.IsStopping)
        {
            _pump.Abandon();
            throw new PipelineStoppedException();
        }
    }

    /// <summary>Says something on the pipeline thread, when that next serves.</summary>
    public void Post(Action action)
    {
        if (!_pump.IsStopping)
        {
            _pump.Post(action);
        }
    }

    /// <summary>Cancels the work; from any thread.</summary>
    public void Stop() => _pump.Stop();

    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _pump.Dispose();
        }
    }

    private async Task RunAsync<T>(Func<CancellationToken, Task<T>> work, TaskCompletionSource<T> done, CancellationToken cancellation)
    {
        PipelineScope.Enter(_pump);
        try
        {
            done.SetResult(await work(cancellation).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            done.SetCanceled(cancellation);
        }
        catch (Exception exception)
        {
            done.SetException(exception);
        }
        finally
        {
            _pump.End(null);
        }
    }
}
