namespace R2.Mutation;

/// <summary>Compiled into the library under test while it is mutated: changes whose fate is known. See ControlTests.</summary>
internal static class Control
{
    /// <summary>Set once a process: whoever keeps the process does not see it change, or sees nothing else any more.</summary>
    public static readonly int Static = 20 + 3;

    public static int Noticed(int a, int b) => a - b;

    public static int Unnoticed(int a, int b) => a * b;

    public static int Unreached(int a, int b) => a / b;
}
