using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace R2.Unit.Support;

/// <summary>Everything that a script left behind.</summary>
public sealed class PowerShellResult
{
    public required IReadOnlyList<PSObject> Output { get; init; }

    public required IReadOnlyList<ErrorRecord> Errors { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public required IReadOnlyList<string> Verbose { get; init; }

    public required IReadOnlyList<string> Debug { get; init; }

    public required IReadOnlyList<ProgressRecord> Progress { get; init; }

    /// <summary>The exception that ended the script; null where it ran to its end.</summary>
    public Exception? Failure { get; init; }

    public bool WasStopped => Failure is PipelineStoppedException;

    /// <summary>The error record of a terminating error.</summary>
    public ErrorRecord? TerminatingError => (Failure as IContainsErrorRecord)?.ErrorRecord;

    /// <summary>The base objects of the output.</summary>
    public IReadOnlyList<T> As<T>() => [.. Output.Select(item => (T)item.BaseObject)];

    public PowerShellResult ThrowIfFailed()
    {
        if ((Failure ?? (Errors.Count > 0 ? Errors[0].Exception : null)) is Exception exception)
        {
            ExceptionDispatchInfo.Throw(exception);
        }

        return this;
    }
}
