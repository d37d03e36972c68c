namespace R2.Fuzz;

/// <summary>Runs a target on an input and says what is wrong: an exception of a kind that nobody expects, or more memory than the input is worth.</summary>
internal sealed class Inspector(FuzzTarget target, Watchdog watchdog)
{
    /// <summary>What is wrong, its kind before the first line break; null where nothing is.</summary>
    public string? Problem(byte[] input)
    {
        watchdog.Begin(target, input);
        long before = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            target.Run(input);
        }
        catch (Exception e)
        {
            string where = e.StackTrace?.Split('\n').FirstOrDefault(static line => line.Contains("R2.", StringComparison.Ordinal))?.Trim() ?? "";
            return $"{e.GetType().Name} {where}\n{e}";
        }
        finally
        {
            watchdog.End();
        }

        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        long most = target.BytesAtLeast + (target.BytesPerByte * input.Length);
        return allocated <= most ? null : $"Memory\n{allocated:N0} bytes were allocated for an input of {input.Length:N0}; at most {most:N0} may be.";
    }

    public static string Kind(string problem) => problem.Split('\n')[0];
}
