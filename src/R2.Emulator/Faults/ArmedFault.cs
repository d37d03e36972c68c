using System.IO.Enumeration;

namespace R2.Emulator.Faults;

/// <summary>A fault and how often it has matched.</summary>
internal sealed class ArmedFault
{
    private int _met;

    public ArmedFault(Fault fault)
    {
        Fault = fault;
    }

    public Fault Fault { get; }

    public bool Fires(string operation, string? key)
    {
        bool matches = (Fault.Operation is null || Fault.Operation == operation)
            && (Fault.KeyPattern is null || (key is not null && FileSystemName.MatchesSimpleExpression(Fault.KeyPattern, key, ignoreCase: false)));
        if (!matches)
        {
            return false;
        }

        int number = _met++ - (Fault.SkipFirst ?? 0);
        int every = Fault.Every ?? 1;
        return number >= 0 && number % every == 0 && (Fault.Times is null || number / every < Fault.Times);
    }
}
