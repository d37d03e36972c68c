using System.Management.Automation;
using R2.Cmdlets.Completion.Completers;
using R2.Cmdlets.Files;

namespace R2.Cmdlets.Bases;

/// <summary>A cmdlet that replaces the rules of buckets. They may come one by one, so they are all there only at the end.</summary>
public abstract class R2RuleCmdlet : R2Cmdlet, IBucketCmdlet
{
    private const string RuleSet = "Rule";
    private const string PathSet = "Path";

    private readonly Dictionary<string, List<PSObject>> _given = [];

    // Not by property name from a rule: one of the user's own has no bucket, and null would be refused in place of the default.
    /// <summary>Bucket of the rules; when left out, the one that they were read from, or the connection's own.</summary>
    [Parameter(Position = 0, ParameterSetName = RuleSet)]
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = PathSet)]
    [Alias("Bucket")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BucketNameCompleter))]
    public string? BucketName { get; set; }

    /// <summary>The rules: as Get- emits them, as hashtables, as objects of ConvertFrom-Json, or as JSON.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true, ParameterSetName = RuleSet)]
    [AllowEmptyCollection]
    [AllowEmptyString]
    public PSObject[] Rule { get; set; } = [];

    /// <summary>A file of JSON.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    public string? Path { get; set; }

    [Parameter]
    public SwitchParameter PassThru { get; set; }

    protected override void ProcessInput()
    {
        if (ParameterSetName == PathSet)
        {
            Add(RequireBucket(), PSObject.AsPSObject(File.ReadAllText(FilePaths.Find(this, Path!, literal: true)[0])));
            return;
        }

        if (Rule.Length == 0)
        {
            Add(RequireBucket());
        }

        foreach (PSObject rule in Rule)
        {
            Add(BucketName ?? (rule.Properties[nameof(BucketName)]?.Value is string { Length: > 0 } bucket ? bucket : RequireBucket()), rule);
        }
    }

    protected override void EndInput()
    {
        foreach ((string bucket, List<PSObject> rules) in _given)
        {
            WriteErrorOnFailure(bucket, () => Replace(bucket, rules));
        }
    }

    private void Add(string bucket, params PSObject[] rules)
    {
        if (!_given.TryGetValue(bucket, out List<PSObject>? all))
        {
            _given[bucket] = all = [];
        }

        all.AddRange(rules);
    }

    /// <summary>Reads and checks the rules, asks, and starts.</summary>
    private protected abstract void Replace(string bucket, IReadOnlyList<PSObject> given);

    private protected void StartPut<T>(string bucket, IReadOnlyList<T> rules, string kind, Func<CancellationToken, Task> put)
        where T : notnull
    {
        if (!ShouldProcess(bucket, $"Replace the {kind} rules by {rules.Count}"))
        {
            return;
        }

        Start(bucket, async cancellation =>
        {
            await put(cancellation).ConfigureAwait(false);
            if (PassThru)
            {
                await WriteObjectAsync(rules, enumerate: true).ConfigureAwait(false);
            }
        });
    }
}
