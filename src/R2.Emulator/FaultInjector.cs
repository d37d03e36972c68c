using R2.Emulator.Faults;

namespace R2.Emulator;

/// <summary>The faults that are armed. Safe for concurrent use.</summary>
public sealed class FaultInjector
{
    private readonly object _gate = new();
    private readonly List<ArmedFault> _faults = [];

    internal FaultInjector()
    {
    }

    /// <summary>Arms a fault; several that match one request all happen to it.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _faults.Add(new ArmedFault(fault));
        }
    }

    /// <summary>Disarms all of them.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>The faults that happen to a request now; counts it.</summary>
    internal IReadOnlyList<Fault> Take(string operation, string? key)
    {
        lock (_gate)
        {
            return _faults.Count == 0 ? [] : [.. _faults.Where(armed => armed.Fires(operation, key)).Select(armed => armed.Fault)];
        }
    }
}
