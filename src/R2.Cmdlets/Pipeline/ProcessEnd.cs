using System.Runtime.InteropServices;

namespace R2.Cmdlets.Pipeline;

/// <summary>
/// What is to be done before the process ends, whether by itself or because it is asked to (SIGTERM, a closed window): of the latter .NET 10 no longer tells ProcessExit.
/// https://learn.microsoft.com/dotnet/core/compatibility/core-libraries/10.0/sigterm-signal-handler
/// </summary>
internal static class ProcessEnd
{
    private static readonly HashSet<Action> s_actions = [];

    // Kept for as long as the process lives; the system does what it would without them when they return.
    private static readonly PosixSignalRegistration[] s_signals = [Register(PosixSignal.SIGTERM), Register(PosixSignal.SIGHUP)];

    static ProcessEnd() => AppDomain.CurrentDomain.ProcessExit += static (_, _) => Run();

    /// <summary>Adds what is to be done; several things are done at once, each once.</summary>
    public static void Add(Action action)
    {
        lock (s_actions)
        {
            s_actions.Add(action);
        }
    }

    public static void Remove(Action action)
    {
        lock (s_actions)
        {
            s_actions.Remove(action);
        }
    }

    private static PosixSignalRegistration Register(PosixSignal signal) => PosixSignalRegistration.Create(signal, static _ => Run());

    private static void Run()
    {
        Action[] actions;
        lock (s_actions)
        {
            actions = [.. s_actions];
            s_actions.Clear();
        }

        Task.WaitAll([.. actions.Select(Task.Run)]);
    }
}
