namespace R2.Shell;

internal static class HiddenLine
{
    /// <summary>Reads a line from the keyboard without showing it.</summary>
    public static string Read()
    {
        List<char> line = [];
        while (Console.ReadKey(intercept: true) is var key && key.Key != ConsoleKey.Enter)
        {
            if (key.Key != ConsoleKey.Backspace)
            {
                line.Add(key.KeyChar);
            }
            else if (line.Count > 0)
            {
                line.RemoveAt(line.Count - 1);
            }
        }

        Console.Out.WriteLine();
        return new string([.. line]);
    }
}
