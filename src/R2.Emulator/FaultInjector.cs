using R2.Emulator.Faults;

namespace R2.Emulator;

/// <summary>The active faults. Safe for concurrent use.</summary>
public sealed class FaultInjector
{
    private readonly object _gate = new();
    private readonly List<ArmedFault> _faults = [];
    private readonly Dictionary<FaultKind, long> _happened = [];

    internal FaultInjector()
    {
    }

    /// <summary>Adds a fault. If several faults match a request, all of them happen.</summary>
    public void Add(Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        lock (_gate)
        {
            _faults.Add(new ArmedFault(fault));
        }
    }

    /// <summary>Removes all faults.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _faults.Clear();
        }
    }

    /// <summary>Number of requests that this kind of fault has happened to.</summary>
    public long CountOf(FaultKind kind)
    {
        lock (_gate)
        {
            return _happened.GetValueOrDefault(kind);
        }
    }

    /// <summary>The faults that happen to this request; counts the request.</summary>
    internal IReadOnlyList<Fault> Take(string operation, string? key) => Take(operation, key, ofKeys: false);

    /// <summary>The error code for this key of a request, or null; counts the key.</summary>
    internal string? RefusalOf(string operation, string key) => Take(operation, key, ofKeys: true) is [var refusal, ..] ? refusal.Code : null;

    private List<Fault> Take(string operation, string? key, bool ofKeys)
    {
        lock (_gate)
        {
            if (_faults.Count == 0)
            {
                return [];
            }

            List<Fault> taken = [.. _faults.Where(armed => armed.Fault.Kind == FaultKind.RefuseKey == ofKeys && armed.Fires(operation, key)).Select(armed => armed.Fault)];
            foreach (Fault fault in taken)
            {
                _happened[fault.Kind] = _happened.GetValueOrDefault(fault.Kind) + 1;
            }

            return taken;
        }
    }
}
