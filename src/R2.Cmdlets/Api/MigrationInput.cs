using System.Collections;
using System.Globalization;
using System.Management.Automation;
using R2.Cmdlets.Connections;
using R2.Cmdlets.Credentials;
using R2.Models;

namespace R2.Cmdlets.Api;

/// <summary>Where to migrate from, as people say it: the name of a bucket of the account, or a hashtable or an object with vendor, bucket and credential.</summary>
internal static class MigrationInput
{
    private const string Names = "Vendor (S3, Gcs or R2), Bucket, Credential, Endpoint, Region, Prefix, Keys and Jurisdiction";

    /// <exception cref="R2Exception">Something is missing or is no such source; the message says what.</exception>
    public static R2MigrationSource Read(PSObject given, R2Connection connection, string? prefix, string[] keys)
    {
        if (given.BaseObject is R2MigrationSource source)
        {
            return source;
        }

        if (given.BaseObject is string or R2Bucket or R2BucketInfo)
        {
            return R2MigrationSource.FromR2($"{given.BaseObject switch { R2Bucket bucket => bucket.BucketName, R2BucketInfo info => info.BucketName, var text => text }}", WritingCredential.Of(null, connection), connection.Jurisdiction, prefix, keys);
        }

        Dictionary<string, object?> values = Values(given);
        string Required(string name) => Text(name) ?? throw Refuse($"it has no {name}");
        string? Text(string name) => values.GetValueOrDefault(name) is { } value ? Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null : null;
        if (values.Keys.FirstOrDefault(static name => name is not ("vendor" or "bucket" or "bucketname" or "credential" or "endpoint" or "region" or "prefix" or "keys" or "key" or "jurisdiction")) is { } other)
        {
            throw Refuse($"'{other}' is not one of {Names}");
        }

        string bucketName = Text("bucket") ?? Required("bucketname");
        PSCredential? credential = values.GetValueOrDefault("credential") switch
        {
            null => null,
            PSCredential pair => pair,
            _ => throw Refuse("its Credential is not a PSCredential"),
        };
        prefix ??= Text("prefix");
        object? named = values.GetValueOrDefault("keys") ?? values.GetValueOrDefault("key");
        keys = keys.Length > 0 ? keys
            : LanguagePrimitives.GetEnumerable(named) is { } many ? [.. many.Cast<object>().Select(static key => $"{key}")]
            : named is null ? []
            : [$"{named}"];
        string vendor = Text("vendor")?.ToLowerInvariant() ?? (Text("endpoint") is null && Text("region") is null ? "r2" : "s3");
        return vendor switch
        {
            "s3" => R2MigrationSource.FromS3(bucketName, Pair(), Text("endpoint") is { } endpoint ? Address(endpoint) : null, Text("region"), prefix, keys),
            "gcs" => R2MigrationSource.FromGcs(bucketName, Given().UserName, SecureText.Use(Given().Password, static text => new string(text)), prefix, keys),
            "r2" => R2MigrationSource.FromR2(bucketName, credential is null ? WritingCredential.Of(null, connection) : Pair(), Text("jurisdiction") is { } name ? Jurisdiction(name) : connection.Jurisdiction, prefix, keys),
            _ => throw Refuse($"its Vendor is '{vendor}'; it must be S3, Gcs or R2"),
        };

        PSCredential Given() => credential ?? throw Refuse("it has no Credential");
        R2Credential Pair() => SecureText.ToCredential(Given().UserName, Given().Password);
    }

    private static Uri Address(string text) => Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" ? address : throw Refuse("its Endpoint is not an absolute address");

    private static R2Jurisdiction Jurisdiction(string name) =>
        Enum.TryParse(name.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out R2Jurisdiction jurisdiction) ? jurisdiction : throw Refuse($"its Jurisdiction is '{name}'; it must be Default, Eu, Fedramp, FedrampHigh or Us");

    private static Dictionary<string, object?> Values(PSObject given)
    {
        IEnumerable<KeyValuePair<string, object?>> all = given.BaseObject switch
        {
            IDictionary table => table.Cast<DictionaryEntry>().Select(static entry => KeyValuePair.Create($"{entry.Key}", entry.Value)),
            PSCustomObject => given.Properties.Select(static property => KeyValuePair.Create(property.Name, (object?)property.Value)),
            _ => throw Refuse($"it is a {given.BaseObject.GetType().Name}"),
        };
        return all.ToDictionary(static pair => pair.Key.ToLowerInvariant(), static pair => pair.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : pair.Value);
    }

    private static R2Exception Refuse(string what) => new(R2ErrorCodes.InvalidArgument, $"-Source is not a bucket to migrate from: {what}. It must be the name of a bucket of the account, or a hashtable with {Names}.");
}
