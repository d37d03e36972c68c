using System.Management.Automation;
using System.Management.Automation.Language;
using R2.Unit.Support;

namespace R2.Unit.Help;

/// <summary>Looks at lines of documents without running them: whether they parse, and whether the module has their commands and parameters.</summary>
internal sealed class CommandUse : IDisposable
{
    private readonly PowerShellSession _session = new();
    private readonly Dictionary<string, CommandInfo> _commands;

    public CommandUse() => _commands = _session.Run("(Get-Module R2).ExportedCmdlets.Values").ThrowIfFailed().As<CommandInfo>()
        .ToDictionary(static command => command.Name, StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with a script, and how many commands of the module it has.</summary>
    public (int Commands, IReadOnlyList<string> Problems) Check(string script)
    {
        ScriptBlockAst ast = Parser.ParseInput(script, out _, out ParseError[] errors);
        List<CommandAst> uses =
        [
            .. ast.FindAll(static node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>()
                .Where(static use => use.GetCommandName()?.Contains("-R2", StringComparison.OrdinalIgnoreCase) == true),
        ];
        return (uses.Count, [.. errors.Select(static error => error.Message), .. uses.SelectMany(Problems)]);
    }

    public void Dispose() => _session.Dispose();

    private IEnumerable<string> Problems(CommandAst use)
    {
        if (!_commands.TryGetValue(use.GetCommandName(), out CommandInfo? command))
        {
            return [$"There is no {use.GetCommandName()}."];
        }

        return use.CommandElements.OfType<CommandParameterAst>()
            .Where(parameter => !Resolves(command, parameter.ParameterName))
            .Select(parameter => $"{command.Name} has no -{parameter.ParameterName}.");
    }

    private static bool Resolves(CommandInfo command, string parameter)
    {
        try
        {
            return command.ResolveParameter(parameter) is not null;
        }
        catch (ParameterBindingException)
        {
            return false;
        }
    }
}
