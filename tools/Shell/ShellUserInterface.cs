using System.Collections.ObjectModel;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace R2.Shell;

/// <summary>Output to standard output; errors in red, warnings and progress to standard error.</summary>
internal sealed class ShellUserInterface : PSHostUserInterface
{
    private readonly ShellRawUserInterface _raw = new();
    private readonly ShellProgress _progress = new();
    private bool _writesErrors;

    public override PSHostRawUserInterface RawUI => _raw;

    public override bool SupportsVirtualTerminal => !Console.IsOutputRedirected;

    /// <summary>Until disposed of, what is written goes to standard error in red.</summary>
    public IDisposable SendOutputToErrors() => new ErrorRedirection(this);

    public override void Write(string value)
    {
        _progress.Clear();
        if (_writesErrors)
        {
            Console.Error.Write(GetOutputString($"\e[31m{value}\e[0m", !Console.IsErrorRedirected));
            return;
        }

        Console.Out.Write(GetOutputString(value, SupportsVirtualTerminal));
    }

    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) => Write(value);

    public override void WriteLine(string value) => Write(value + Environment.NewLine);

    public override void WriteErrorLine(string value) => WriteError("31", value);

    public override void WriteWarningLine(string message) => WriteError("33", "WARNING: " + message);

    public override void WriteVerboseLine(string message) => WriteError("36", "VERBOSE: " + message);

    public override void WriteDebugLine(string message) => WriteError("36", "DEBUG: " + message);

    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    public override string ReadLine() => Console.In.ReadLine() ?? throw new EndOfStreamException("Standard input has ended.");

    public override SecureString ReadLineAsSecureString()
    {
        SecureString secret = new();
        foreach (char character in Console.IsInputRedirected ? ReadLine() : HiddenLine.Read())
        {
            secret.AppendChar(character);
        }

        secret.MakeReadOnly();
        return secret;
    }

    public override Dictionary<string, PSObject> Prompt(string caption, string message, Collection<FieldDescription> descriptions)
    {
        WriteHeading(caption, message);
        Dictionary<string, PSObject> answers = [];
        foreach (FieldDescription field in descriptions)
        {
            Write(field.Name + ": ");
            bool secret = field.ParameterTypeFullName == typeof(SecureString).FullName;
            answers[field.Name] = PSObject.AsPSObject(secret ? ReadLineAsSecureString() : ReadLine());
        }

        return answers;
    }

    public override int PromptForChoice(string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        WriteHeading(caption, message);
        while (true)
        {
            Write(string.Join("  ", choices.Select(static choice => $"[{Hotkey(choice)}] {choice.Label.Replace("&", "", StringComparison.Ordinal)}"))
                + (defaultChoice >= 0 ? $" (default is \"{Hotkey(choices[defaultChoice])}\"): " : ": "));
            string answer = ReadLine().Trim();
            int chosen = answer.Length == 0 ? defaultChoice : choices.ToList().FindIndex(choice => Matches(choice, answer));
            if (chosen >= 0)
            {
                return chosen;
            }
        }
    }

    public override PSCredential PromptForCredential(string caption, string message, string userName, string targetName) =>
        PromptForCredential(caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName, PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        WriteHeading(caption, message);
        if (string.IsNullOrEmpty(userName))
        {
            Write("Access key id: ");
            userName = ReadLine();
        }

        Write($"Secret of {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private static string Hotkey(ChoiceDescription choice)
    {
        int mark = choice.Label.IndexOf('&', StringComparison.Ordinal);
        return mark >= 0 && mark + 1 < choice.Label.Length ? choice.Label[mark + 1].ToString() : choice.Label;
    }

    private static bool Matches(ChoiceDescription choice, string answer) =>
        answer.Equals(Hotkey(choice), StringComparison.OrdinalIgnoreCase)
        || answer.Equals(choice.Label.Replace("&", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);

    private void WriteHeading(string caption, string message)
    {
        foreach (string line in new[] { caption, message }.Where(static line => !string.IsNullOrEmpty(line)))
        {
            WriteLine(line);
        }
    }

    private void WriteError(string color, string text)
    {
        _progress.Clear();
        Console.Error.WriteLine(GetOutputString($"\e[{color}m{text}\e[0m", !Console.IsErrorRedirected));
    }

    private sealed class ErrorRedirection : IDisposable
    {
        private readonly ShellUserInterface _ui;

        public ErrorRedirection(ShellUserInterface ui)
        {
            _ui = ui;
            _ui._writesErrors = true;
        }

        public void Dispose() => _ui._writesErrors = false;
    }
}
