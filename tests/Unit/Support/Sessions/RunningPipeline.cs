using System.Collections;
using System.Management.Automation;

namespace R2.Unit.Support;

/// <summary>A script that runs, and can be stopped.</summary>
public sealed class RunningPipeline : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly PowerShell _powerShell;
    private readonly PSDataCollection<PSObject> _output = [];
    private readonly IAsyncResult _running;

    internal RunningPipeline(PowerShell powerShell, IEnumerable? input)
    {
        _powerShell = powerShell;
        PSDataCollection<object> items = [.. input?.Cast<object>() ?? []];
        items.Complete();
        _running = powerShell.BeginInvoke(items, _output);
    }

    /// <summary>What has come out so far.</summary>
    public PSDataCollection<PSObject> Output => _output;

    /// <summary>Stops the pipeline as Ctrl+C does, and waits until it has ended.</summary>
    public PowerShellResult Stop()
    {
        Task stop = Task.Factory.FromAsync(_powerShell.BeginStop(null, null), _powerShell.EndStop);
        Assert.True(stop.Wait(s_patience, TestContext.Current.CancellationToken), "The pipeline hung when it was stopped.");
        return Wait();
    }

    public PowerShellResult Wait()
    {
        Assert.True(_running.AsyncWaitHandle.WaitOne(s_patience), "The pipeline did not end.");
        return new PowerShellResult
        {
            Failure = End(),
            Output = [.. _output],
            Errors = [.. _powerShell.Streams.Error],
            Warnings = [.. _powerShell.Streams.Warning.Select(record => record.Message)],
            Verbose = [.. _powerShell.Streams.Verbose.Select(record => record.Message)],
            Debug = [.. _powerShell.Streams.Debug.Select(record => record.Message)],
            Progress = [.. _powerShell.Streams.Progress],
        };
    }

    public void Dispose()
    {
        _powerShell.Dispose();
        _output.Dispose();
    }

    private Exception? End()
    {
        try
        {
            _powerShell.EndInvoke(_running);
            return null;
        }
        catch (Exception exception) when (exception is RuntimeException or PipelineStoppedException)
        {
            return exception;
        }
    }
}
