using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace R2.Help;

/// <summary>Asks the engine about the module's cmdlets, as Get-Command does.</summary>
internal static class ModuleReader
{
    private const string AllSets = "__AllParameterSets";

    public static IReadOnlyList<CommandModel> Read(string manifest)
    {
        using Runspace runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
        runspace.Open();
        using PowerShell shell = PowerShell.Create(runspace);
        shell.AddCommand("Import-Module").AddParameter("Name", manifest).AddParameter("PassThru").AddParameter("ErrorAction", ActionPreference.Stop);
        PSModuleInfo module = (PSModuleInfo)shell.Invoke().Single().BaseObject;
        return [.. module.ExportedCmdlets.Values.OrderBy(static command => command.Name, StringComparer.Ordinal).Select(Read)];
    }

    private static CommandModel Read(CmdletInfo command)
    {
        object cmdlet = Activator.CreateInstance(command.ImplementingType)!;
        using IDisposable? disposable = cmdlet as IDisposable;
        Dictionary<string, ParameterModel> parameters = command.Parameters.Values
            .Where(static parameter => !Cmdlet.CommonParameters.Contains(parameter.Name) && !parameter.Attributes.OfType<ParameterAttribute>().Any(static use => use.DontShow))
            .Select(parameter => Read(parameter, cmdlet))
            .ToDictionary(static parameter => parameter.Name);
        return new CommandModel
        {
            Name = command.Name,
            Owners = [.. OwnersOf(command.ImplementingType)],
            Syntaxes = [.. command.ParameterSets.OrderByDescending(static set => set.IsDefault).Select(set => Read(set, parameters))],
            Parameters = [.. parameters.Values.OrderBy(static parameter => parameter.Name, StringComparer.Ordinal)],
            Outputs = [.. command.OutputType.Select(static type => type.Name).Distinct()],
        };
    }

    private static IEnumerable<string> OwnersOf(Type type)
    {
        for (Type? next = type; next is not null && next != typeof(PSCmdlet); next = next.BaseType)
        {
            yield return next.Name;
        }

        foreach (Type group in type.GetInterfaces().OrderByDescending(static group => group.GetInterfaces().Length))
        {
            yield return group.Name;
        }
    }

    private static SyntaxModel Read(CommandParameterSetInfo set, Dictionary<string, ParameterModel> parameters)
    {
        IEnumerable<SyntaxParameterModel> all = set.Parameters
            .Where(parameter => parameters.ContainsKey(parameter.Name))
            .Select(parameter => new SyntaxParameterModel(parameters[parameter.Name], parameter.IsMandatory, parameter.Position < 0 ? null : parameter.Position));
        return new SyntaxModel(
            set.Name == AllSets ? "(All)" : set.Name,
            set.IsDefault,
            [.. all.OrderBy(static parameter => parameter.Position ?? int.MaxValue).ThenByDescending(static parameter => parameter.IsMandatory)]);
    }

    private static ParameterModel Read(ParameterMetadata parameter, object cmdlet)
    {
        Type type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        System.Reflection.PropertyInfo? property = cmdlet.GetType().GetProperty(parameter.Name);
        return new ParameterModel
        {
            Name = parameter.Name,
            Type = type.ToString(),
            ShortType = LanguagePrimitives.ConvertTo<string>(type).Split('.')[^1],
            IsSwitch = parameter.SwitchParameter,
            Aliases = parameter.Aliases,
            SupportsWildcards = parameter.Attributes.OfType<SupportsWildcardsAttribute>().Any(),
            AcceptedValues = [.. parameter.Attributes.OfType<ValidateSetAttribute>().SelectMany(static set => set.ValidValues).Concat(type.IsEnum ? Enum.GetNames(type) : [])],
            Default = parameter.SwitchParameter ? "" : DefaultText.Of(property?.GetValue(cmdlet)),
            Sets = [.. parameter.ParameterSets.Select(static set => Read(set.Key, set.Value))],
        };
    }

    private static ParameterSetModel Read(string name, ParameterSetMetadata set) => new(
        name == AllSets ? "(All)" : name,
        set.Position < 0 ? "Named" : $"{set.Position}",
        set.IsMandatory,
        set.ValueFromPipeline,
        set.ValueFromPipelineByPropertyName,
        set.ValueFromRemainingArguments);
}
