using System.Collections;
using System.Management.Automation;

namespace R2.Cmdlets.Parameters.Groups;

/// <summary>What a row that is piped in says of headers and metadata, by properties that are named as the parameters are.</summary>
internal static class RowMetadata
{
    private static readonly string[] s_names =
    [
        nameof(IMetadataParameters.ContentType), nameof(IMetadataParameters.CacheControl), nameof(IMetadataParameters.ContentDisposition), nameof(IMetadataParameters.ContentEncoding),
        nameof(IMetadataParameters.ContentLanguage), nameof(IMetadataParameters.Expires), nameof(IMetadataParameters.Metadata),
    ];

    /// <summary>Does a step with what a row says, where the line says nothing of it; a blank says nothing, too.</summary>
    /// <exception cref="R2Exception">What the row says cannot be understood.</exception>
    public static void With(IMetadataParameters given, PipedInput line, PipedRow row, Action step)
    {
        if (!row.HasAny(s_names))
        {
            step();
            return;
        }

        (string?, string?, string?, string?, string?) headers = (given.ContentType, given.CacheControl, given.ContentDisposition, given.ContentEncoding, given.ContentLanguage);
        (DateTimeOffset? expires, IDictionary? metadata) = (given.Expires, given.Metadata);
        T? Said<T>(string name, T? own, Func<object, T?> read) => line.IsGiven(name) || row.Value(name) is not { } value || value is "" ? own : read(value);
        try
        {
            given.ContentType = Said(nameof(given.ContentType), given.ContentType, static value => value as string);
            given.CacheControl = Said(nameof(given.CacheControl), given.CacheControl, static value => value as string);
            given.ContentDisposition = Said(nameof(given.ContentDisposition), given.ContentDisposition, static value => value as string);
            given.ContentEncoding = Said(nameof(given.ContentEncoding), given.ContentEncoding, static value => value as string);
            given.ContentLanguage = Said(nameof(given.ContentLanguage), given.ContentLanguage, static value => value as string);
            given.Expires = Said(nameof(given.Expires), given.Expires, static value => LanguagePrimitives.ConvertTo<DateTimeOffset>(value));
            given.Metadata = Said(nameof(given.Metadata), given.Metadata, MetadataTransformationAttribute.From);
            step();
        }
        catch (Exception exception) when (exception is PSInvalidCastException or ArgumentTransformationMetadataException)
        {
            throw row.Refuse($"says what cannot be stored: {exception.Message.TrimEnd('.')}");
        }
        finally
        {
            (given.ContentType, given.CacheControl, given.ContentDisposition, given.ContentEncoding, given.ContentLanguage) = headers;
            (given.Expires, given.Metadata) = (expires, metadata);
        }
    }

    /// <summary>Leaves what the line says alone: a row whose properties describe an object says which object, not what to set.</summary>
    public static void Forget(IMetadataParameters given, PipedInput line)
    {
        T? Given<T>(string name, T? value) => line.IsGiven(name) ? value : default;
        (given.ContentType, given.CacheControl) = (Given(nameof(given.ContentType), given.ContentType), Given(nameof(given.CacheControl), given.CacheControl));
        (given.ContentDisposition, given.ContentEncoding) = (Given(nameof(given.ContentDisposition), given.ContentDisposition), Given(nameof(given.ContentEncoding), given.ContentEncoding));
        (given.ContentLanguage, given.Expires, given.Metadata) = (Given(nameof(given.ContentLanguage), given.ContentLanguage), Given(nameof(given.Expires), given.Expires), Given(nameof(given.Metadata), given.Metadata));
    }
}
