namespace R2.Fuzz;

/// <summary>What a reader promises, and what breaks it.</summary>
internal static class Expect
{
    /// <summary>Whether it was read; the documented exception is an answer, any other passes on.</summary>
    public static bool Reads<TException>(Action read)
        where TException : Exception
    {
        try
        {
            read();
            return true;
        }
        catch (TException)
        {
            return false;
        }
    }

    /// <inheritdoc cref="Reads{TException}(Action)"/>
    public static T? Read<TException, T>(Func<T> read)
        where TException : Exception
        where T : class
    {
        try
        {
            return read();
        }
        catch (TException)
        {
            return null;
        }
    }

    public static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new BrokenContractException(what);
        }
    }

    public static void Equal<T>(T expected, T actual, string what) =>
        That(EqualityComparer<T>.Default.Equals(expected, actual), $"{what}: '{actual}' in place of '{expected}'");
}
