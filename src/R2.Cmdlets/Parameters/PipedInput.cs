using System.Management.Automation;

namespace R2.Cmdlets.Parameters;

/// <summary>
/// Tells what a command was given by its line from what comes down the pipeline, and takes from an input what it says itself. PowerShell binds any object to a
/// parameter of text, and properties of rows of any kind: what they are is looked at here.
/// </summary>
/// <param name="invocation">Of the command, before its first input.</param>
internal sealed class PipedInput(InvocationInfo invocation)
{
    private readonly Dictionary<string, object?> _given = new(invocation.BoundParameters!, StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the command's line has the parameter; a script block counts.</summary>
    public bool IsGiven(string parameter) => _given.ContainsKey(parameter);

    /// <summary>Whether the command's line has a script block for the parameter, which makes its value of each input.</summary>
    public bool IsScript(string parameter) => _given.GetValueOrDefault(parameter) is not (null or string or string[]);

    /// <summary>A null that came down the pipeline, or by -InputObject: a variable that is not set, which may not stand for everything.</summary>
    /// <exception cref="R2Exception">The input is null where the line said that there would be one.</exception>
    public void RefuseNull(object? input)
    {
        if (input is null && (invocation.ExpectingInput || IsGiven("InputObject")))
        {
            throw new R2Exception("InputObjectNotBound", "The input is null. Without input the command would apply to everything, so null is refused: the variable may not be set.");
        }
    }

    /// <summary>The keys of one input.</summary>
    /// <param name="input">The input, null where the line has it all.</param>
    /// <param name="key">What PowerShell made of -Key.</param>
    /// <param name="allowUploads">Whether an unfinished upload's key will do.</param>
    /// <exception cref="R2Exception">The input is neither text nor an object's row, or names its key twice.</exception>
    public IReadOnlyList<string> Keys(PSObject? input, string?[]? key, bool allowUploads)
    {
        if (input is not null && !IsGiven("Key"))
        {
            return OfItsBucket(new PipedRow(input)).Keys(allowUploads);
        }

        if (input is not null && !IsScript("Key"))
        {
            CheckThatItAdds(new PipedRow(input));
        }

        return key is { Length: > 0 } && !key.Contains(null)
            ? (string[])key!
            : throw new R2Exception("InputObjectNotBound", input is null
                ? "The key is null or is not text. To use an object's key, pipe the object in."
                : $"The script block of -Key did not return text for '{input}'.");
    }

    /// <summary>The buckets of one input.</summary>
    /// <exception cref="R2Exception">The input is neither text nor a bucket's row.</exception>
    public IReadOnlyList<string> Buckets(PSObject? input, string?[]? bucketName)
    {
        if (input is not null && !IsGiven("BucketName"))
        {
            PipedRow row = new(input);
            return row.Texts ?? [row.BucketName(Bindable())];
        }

        if (input is not null && !IsScript("BucketName"))
        {
            throw new PipedRow(input).Refuse("names nothing that -BucketName leaves open");
        }

        return bucketName is { Length: > 0 } && !bucketName.Contains(null)
            ? (string[])bucketName!
            : throw new R2Exception("InputObjectNotBound", "The bucket name is null or is not text.");
    }

    /// <summary>The prefix of one input, or null for all keys.</summary>
    /// <exception cref="R2Exception">The input is an object or nothing that could be listed, or the prefix is empty: an unset variable would mean everything.</exception>
    public string? Prefix(PSObject? input, string? prefix)
    {
        RefuseNull(input);
        if (input is not null && !IsGiven("Prefix"))
        {
            return OfItsBucket(new PipedRow(input)).PrefixToList(Bindable());
        }

        return IsGiven("Prefix") && string.IsNullOrEmpty(prefix) ? throw Empty("Prefix") : prefix;
    }

    /// <summary>What a filter that is there and empty means is everything; what was meant is mostly a variable that is not set.</summary>
    public static R2Exception Empty(string parameter) => new("EmptyFilter", $"-{parameter} is given but is empty.");

    /// <summary>A row means what is in its bucket. With another one on the line, or in $PSDefaultParameterValues, things of that name there would be meant.</summary>
    private PipedRow OfItsBucket(PipedRow row) => _given.GetValueOrDefault("BucketName") is string given && row.Bucket is { } bucket && bucket != given
        ? throw row.Refuse($"belongs to the bucket '{bucket}', but -BucketName is '{given}': to name the same in that bucket, pipe in its name alone, as text")
        : row;

    /// <summary>With -Key on the line, what is piped in may say the bucket or the destination, but not the key again.</summary>
    private void CheckThatItAdds(PipedRow row)
    {
        if (row.HasAny(["Key"]) || !row.HasAny(Bindable().Except(["Key"])))
        {
            throw row.Refuse("names nothing that -Key leaves open");
        }
    }

    /// <summary>What the command takes from the properties of a row.</summary>
    private IEnumerable<string> Bindable() => invocation.MyCommand.Parameters.Values
        .Where(static parameter => parameter.ParameterSets.Values.Any(static set => set.ValueFromPipelineByPropertyName))
        .SelectMany(static parameter => parameter.Aliases.Append(parameter.Name));
}
