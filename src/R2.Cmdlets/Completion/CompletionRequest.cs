using System.Collections;
using System.Management.Automation;
using R2.Cmdlets.Connections;

namespace R2.Cmdlets.Completion;

/// <summary>What Tab asks, and what the command line says so far.</summary>
internal sealed class CompletionRequest(string parameter, string word, IDictionary bound)
{
    public string Parameter => parameter;

    public string Word => word;

    public CompletionCache Cache { get; } = RunspaceState.Current.Completion;

    /// <summary>
    /// The connection that the command would use; null where there is none or finding it could ask the user something, as a profile's vault may.
    /// Looked for when it is wanted: where settings are bad there is none, and names of profiles are completed all the same.
    /// </summary>
    public R2Connection? Connection =>
        bound.Contains("Connection") ? Plain(bound["Connection"]) as R2Connection
        : bound.Contains("ProfileName") ? null
        : RunspaceState.Current.FindConnectionUnasked(Connector.OfProcess);

    /// <summary>A parameter's text on this command line, or null.</summary>
    public string? Text(string name) => Plain(bound[name]) switch
    {
        string { Length: > 0 } text => text,
        object[] { Length: > 0 } many => Plain(many[0]) as string,
        _ => null,
    };

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
