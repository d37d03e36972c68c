using System.Management.Automation.Runspaces;

namespace R2.Cmdlets.Pipeline;

/// <summary>
/// The command that asynchronous work belongs to; flows with it. What must run in the user's session, such as reading a vault, is served by
/// that command's pipeline thread.
/// </summary>
internal static class PipelineScope
{
    private static readonly AsyncLocal<PipelinePump?> s_pump = new();

    public static void Enter(PipelinePump pump) => s_pump.Value = pump;

    /// <summary>Runs a function in the user's session: on the command's pipeline thread, or here where this is one.</summary>
    /// <returns>Whether there was a session to run it in, and the result: a stream may be read when the command that returned it has ended.</returns>
    public static async Task<(bool Ran, T? Result)> TryRunAsync<T>(Func<T> function)
    {
        if (s_pump.Value is { IsStopping: false } pump)
        {
            // What the function throws is the body's, and must not end the pipeline.
            (T? result, Exception? failure) = await pump.InvokeAsync(() => Catch(function)).ConfigureAwait(false);
            return failure is null ? (true, result) : throw failure;
        }

        return Runspace.DefaultRunspace is null ? default : (true, function());
    }

    private static (T? Result, Exception? Failure) Catch<T>(Func<T> function)
    {
        try
        {
            return (function(), null);
        }
        catch (R2Exception e)
        {
            return (default, e);
        }
    }
}
