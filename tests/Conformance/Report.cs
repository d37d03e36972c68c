namespace R2.Conformance;

/// <summary>Says of each check what became of it, and counts. What is skipped is said as loudly as what failed.</summary>
internal sealed class Report(string title)
{
    private int _passed;
    private int _failed;
    private int _skipped;

    public void Passed(string name) => Write(ref _passed, "pass", name, null);

    public void Failed(string name, string why) => Write(ref _failed, "FAIL", name, why);

    public void Skipped(string name, string why) => Write(ref _skipped, "SKIP", name, why);

    /// <summary>Prints the sum.</summary>
    /// <returns>Exit code of the process.</returns>
    public int Finish()
    {
        Console.WriteLine($"{_passed} passed, {_failed} failed, {_skipped} skipped");
        return _failed == 0 && _passed > 0 ? 0 : 1;
    }

    private void Write(ref int counter, string outcome, string name, string? why)
    {
        counter++;
        Console.WriteLine(why is null ? $"{outcome} {title}: {name}" : $"{outcome} {title}: {name}: {why.ReplaceLineEndings(" ")}");
    }
}
