using System.Collections;
using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Display;
using R2.Models;

namespace R2.Cmdlets.Parameters;

/// <summary>
/// What one input says of itself, as it was emitted or as it comes back from CSV, JSON or CliXml. A row is taken for what it is, never for something
/// wider that one of its properties happens to name: an object is not its bucket, a prefix is not an object.
/// </summary>
internal sealed class PipedRow(PSObject row)
{
    private const string Code = "InputObjectNotBound";

    /// <summary>Properties of rows that have a BucketName and are not buckets: objects, prefixes, sums, uploads, rules, connections, profiles.</summary>
    private static readonly string[] s_notOfBuckets = ["Key", "Prefix", "UploadId", "AllowedOrigins", "ExpirationDays", "AccessKeyId", "VaultName"];

    /// <summary>What a bucket's row has: its own properties, the names that its views give them, and what PowerShell adds to rows of jobs and of other machines.</summary>
    private static readonly string[] s_ofBuckets =
        ["BucketName", "Bucket", "Name", "CreationDate", "Location", "PSComputerName", "PSShowComputerName", "PSSourceJobInstanceId", "RunspaceId"];

    /// <summary>Whether it is text, which has no properties that matter: lines of Get-Content carry the path of their file.</summary>
    public bool IsText => row.BaseObject is string;

    /// <summary>The text that it is, or the texts; null for anything else.</summary>
    public IReadOnlyList<string>? Texts => TextsOf(row.BaseObject);

    /// <summary>Whether it is text or has a Key, be it empty, as objects' rows have.</summary>
    public bool IsOfObject => Texts is not null || Find("Key") is not null;

    /// <summary>The file that a row of CSV or a resolved path names. Other things have a Path too, as processes have that of their program.</summary>
    public string? PathOfFile => row.BaseObject is PSCustomObject or PathInfo ? Text("Path") : null;

    private string? Key => Text("Key");

    private string? Prefix => Text("Prefix");

    /// <summary>The bucket that it says it is in, or is.</summary>
    public string? Bucket => Text("BucketName") ?? Text("Bucket");

    /// <summary>Whether it has any of these properties.</summary>
    public bool HasAny(IEnumerable<string> names) => !IsText && names.Any(name => Find(name) is not null);

    /// <summary>The keys of the objects that it names.</summary>
    /// <param name="allowUploads">Whether an unfinished upload's key will do.</param>
    /// <exception cref="R2Exception">It is neither text nor an object's row.</exception>
    public IReadOnlyList<string> Keys(bool allowUploads)
    {
        if (Texts is { } texts)
        {
            return texts;
        }

        return (row.BaseObject, Key, Prefix, Bucket) switch
        {
            (DictionaryEntry, _, _, _) => throw Refuse("is an entry of a hashtable, not an object"),
            ({ } pair, _, _, _) when pair.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) => throw Refuse("is an entry of a dictionary, not an object"),
            (IDictionary, _, _, _) => throw Refuse("is a hashtable, whose entries are not properties: [pscustomobject]@{ Key = … } makes an object of it"),
            (_, { } key, _, _) when !allowUploads && Text("UploadId") is not null =>
                throw Refuse($"is an unfinished upload of '{key}', not an object: Stop-R2MultipartUpload aborts it"),
            (_, { } key, _, _) => [key],
            (_, _, { } prefix, _) => throw Refuse($"is a prefix, not an object: Get-R2ObjectList{Of(Bucket)} -Prefix {Quoted(prefix)}"),
            _ when Find("Key") is not null && TextsOf(Value("Key")) is { Count: > 0 } many && many.All(static one => one.Length > 0) => many,
            _ when Find("Key") is not null => throw Refuse($"has no key: its Key is {Describe(Value("Key"))}"),
            (_, _, _, { } bucket) => throw Refuse($"is the bucket '{bucket}', not an object: Get-R2ObjectList{Of(bucket)}"),
            (FileSystemInfo, _, _, _) => throw Refuse("is a local file or folder, not an object: Write-R2Object uploads it, or a script block makes a key of it"),
            _ => throw Refuse("has no Key"),
        };
    }

    /// <summary>The name of the bucket that it is.</summary>
    /// <param name="bindable">Further properties that the command takes from it.</param>
    /// <exception cref="R2Exception">It is no bucket's row.</exception>
    public string BucketName(IEnumerable<string> bindable)
    {
        if (s_notOfBuckets.FirstOrDefault(name => Find(name) is not null) is { } name)
        {
            throw Refuse($"is not a bucket: it has a property {name}");
        }

        string bucket = Bucket ?? throw Refuse(row.BaseObject is IDictionary ? "is a hashtable, not a bucket" : "is not a bucket: it has no BucketName");
        RefuseUnlessBucket(bindable);
        return bucket;
    }

    /// <summary>The prefix that it names, or null for all of its bucket.</summary>
    /// <param name="bindable">Further properties that the command takes from it.</param>
    /// <exception cref="R2Exception">It is an object, or nothing that could be listed.</exception>
    public string? PrefixToList(IEnumerable<string> bindable)
    {
        if (Key is { } key)
        {
            throw Refuse($"is the object '{key}', not a prefix: Get-R2Object describes it");
        }

        if (Prefix is null && (Find("Prefix") ?? Find("Key")) is { } empty)
        {
            throw Refuse($"is neither a bucket nor a prefix: its {empty.Name} is {Describe(Value(empty.Name))}");
        }

        if (Prefix is null)
        {
            _ = Bucket ?? throw Refuse("has neither a BucketName nor a Prefix");
            RefuseUnlessBucket(bindable.Except(["Key", "Prefix"]));
        }

        return Prefix;
    }

    /// <summary>The object of a list that it is, with its size, or null for anything else.</summary>
    /// <exception cref="R2Exception">It names an object and says no size.</exception>
    public R2Object? ToObject()
    {
        if (row.BaseObject is R2Object item || Key is not { } key)
        {
            return row.BaseObject as R2Object;
        }

        return new R2Object
        {
            BucketName = Bucket ?? "",
            Key = key,
            Size = Number("Size") is { } size and >= 0 ? size : throw Refuse($"is an object without a size: its Size is {Describe(Value("Size"))}"),
            LastModified = Moment.From(Value("LastModified")),
            StorageClass = Text("StorageClass") ?? R2StorageClass.Standard,
        };
    }

    /// <summary>The text of a property; null where there is none, or it is empty or something else.</summary>
    public string? Text(string name) => IsText ? null : Value(name) is string { Length: > 0 } text ? text : null;

    /// <summary>The text of a property, or its texts; null where it is none.</summary>
    public string[]? TextsOf(string name) => TextsOf(Value(name)) is { Count: > 0 } texts && texts.All(static text => text.Length > 0) ? [.. texts] : null;

    /// <summary>The text of a property that is a name, which JSON may have as a number.</summary>
    public string? Name(string name) => Value(name) is { } value && KeyTextAttribute.IsName(value) ? value.ToString() is { Length: > 0 } text ? text : null : null;

    /// <summary>The number of a property, which CSV has as text; null where there is none.</summary>
    /// <exception cref="R2Exception">It is not a number.</exception>
    public long? Number(string name) => Value(name) is null or "" ? null
        : LanguagePrimitives.TryConvertTo(Value(name), CultureInfo.InvariantCulture, out long number) ? number
        : throw Refuse($"has no number: its {name} is {Describe(Value(name))}");

    /// <summary>The value of a property, without PowerShell's wrapping; null where there is none.</summary>
    public object? Value(string name)
    {
        try
        {
            return Find(name)?.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : Find(name)?.Value;
        }
        catch (GetValueException)
        {
            return null;
        }
    }

    /// <summary>An error about this row; <paramref name="what"/> is the sentence without its subject.</summary>
    public R2Exception Refuse(string what) => new(Code, $"The input '{Shorten(Show())}' {what}.");

    /// <summary>What has more properties than a bucket is something that lies in one, whatever the rest of it was called: a column that is misspelt, an object whose key was left out.</summary>
    private void RefuseUnlessBucket(IEnumerable<string> bindable)
    {
        string type = row.TypeNames.FirstOrDefault() ?? "";
        if (type.EndsWith(typeof(R2Bucket).FullName!, StringComparison.Ordinal) || type.EndsWith(typeof(R2BucketInfo).FullName!, StringComparison.Ordinal))
        {
            return;
        }

        if (type.Contains("Selected.R2.Models.", StringComparison.Ordinal))
        {
            throw Refuse($"was selected from a {type[(type.LastIndexOf('.') + 1)..]}, which is not a bucket");
        }

        HashSet<string> known = new(s_ofBuckets.Concat(bindable), StringComparer.OrdinalIgnoreCase);
        if (row.Properties.FirstOrDefault(property => !known.Contains(property.Name)) is { } other)
        {
            throw Refuse($"is not a bucket: it has a property {other.Name}; Select-Object BucketName removes it");
        }
    }

    private PSPropertyInfo? Find(string name) => row.Properties[name];

    private string Show() => row.BaseObject is PSCustomObject ? row.ToString() : $"{row} ({row.BaseObject.GetType().Name})";

    private static string Shorten(string text) => text.Length <= 120 ? text : string.Concat(text.AsSpan(0, 117), "...");

    private static string Describe(object? value) => value switch
    {
        null or "" => "empty",
        string text => $"'{text}'",
        _ => $"a {value.GetType().Name}, not text",
    };

    private static string Of(string? bucket) => bucket is null ? "" : $" -BucketName {bucket}";

    private static string Quoted(string text) => text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '/' or '-' or '.' or '_') ? text : CommandText.Quote(text);

    /// <summary>Text, or a list of nothing but text.</summary>
    private static IReadOnlyList<string>? TextsOf(object? value) => value switch
    {
        string text => [text],
        IList { Count: > 0 } many when many.Cast<object?>().All(static one => Plain(one) is string) => [.. many.Cast<object?>().Select(static one => (string)Plain(one)!)],
        _ => null,
    };

    private static object? Plain(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
