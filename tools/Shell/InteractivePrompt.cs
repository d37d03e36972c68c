using System.Management.Automation.Language;

namespace R2.Shell;

/// <summary>Reads lines, more of them while a statement is incomplete, and runs them until <c>exit</c> or the end of input.</summary>
internal sealed class InteractivePrompt(ShellSession session)
{
    public int Run()
    {
        int exitCode = 0;
        while (session.Host.ExitCode is null && ReadStatement() is string statement)
        {
            exitCode = session.RunText(statement);
        }

        return session.Host.ExitCode ?? exitCode;
    }

    private string? ReadStatement()
    {
        string? line = ReadLine($"R2 {session.WorkingDirectory}> ");
        string statement = line ?? "";
        while (line is not null && IsIncomplete(statement))
        {
            line = ReadLine(">> ");
            statement += "\n" + line;
        }

        return line is null && statement.Length == 0 ? null : statement;
    }

    // A prompt belongs to a person: with redirected input there is none to read it.
    private string? ReadLine(string prompt)
    {
        if (!Console.IsInputRedirected)
        {
            session.Host.UI.Write(prompt);
        }

        return Console.In.ReadLine();
    }

    private static bool IsIncomplete(string statement)
    {
        Parser.ParseInput(statement, out _, out ParseError[] errors);
        return errors.Any(static error => error.IncompleteInput);
    }
}
