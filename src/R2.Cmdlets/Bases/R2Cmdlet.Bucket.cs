using System.Management.Automation;
using R2.Cmdlets.Drive;
using R2.Cmdlets.Drive.Paths;

namespace R2.Cmdlets.Bases;

/// <summary>Which bucket and which keys an <see cref="IBucketCmdlet"/> means.</summary>
public abstract partial class R2Cmdlet
{
    private DrivePath? _place;

    /// <summary>The place in a drive that the line names, or else the current location, where the line names neither a bucket nor a connection; null where there is none.</summary>
    internal DrivePath? Place => _place;

    /// <exception cref="R2Exception">Neither this command nor the connection names a bucket.</exception>
    internal string RequireBucket() => ((IBucketCmdlet)this).BucketName ?? (_place?.IsAccount == false ? _place.BucketName : null) ?? Session.BucketName
        ?? throw new R2Exception("BucketRequired", "No bucket is named, and the connection has no default bucket.");

    /// <summary>Does a step for each key that an input names; an input that names none is one error about it, and the pipeline goes on.</summary>
    /// <param name="input">What is piped in, or null.</param>
    /// <param name="key">What PowerShell made of -Key.</param>
    /// <param name="step">What to do; what it refuses is an error about the input.</param>
    /// <param name="allowUploads">Whether an unfinished upload's key will do.</param>
    internal void ForEachKey(PSObject? input, string[]? key, Action<string> step, bool allowUploads = false) => WriteErrorOnFailure(input, () =>
    {
        RefuseOtherDrive(input);
        foreach (string one in Piped.Keys(input, key, allowUploads))
        {
            WriteErrorOnFailure(input, () => step(input?.BaseObject is null or string ? KeyOf(one) : one));
        }
    });

    /// <summary>The key of a text that names a place in a drive, and any other text as it is.</summary>
    /// <exception cref="R2Exception">It is in another bucket than the command works in, or is no object.</exception>
    private protected string KeyOf(string text)
    {
        if (_place is null || DriveTarget.Find(this, text) is not { } at)
        {
            return text;
        }

        return ReferenceEquals(at.Drive.Connection, Session) && at.BucketName == RequireBucket() ? at.Key
            : throw new R2Exception(R2ErrorCodes.InvalidArgument, $"'{text}' is in another bucket or account than the rest of the line.");
    }

    /// <summary>The prefix of one input: where the line names none, that of the place.</summary>
    private protected string? PrefixOf(PSObject? input, string? prefix)
    {
        RefuseOtherDrive(input);
        string? given = Piped.Prefix(input, prefix);
        return given is not null ? KeyOf(given) : input is null && _place?.Prefix is { Length: > 0 } here ? here : null;
    }

    /// <summary>Parameters that take a place in a drive, of which the first says where the command works.</summary>
    private protected virtual IReadOnlyList<string> OfPlaces => [nameof(IBucketCmdlet.BucketName), "Destination", "Key", "Prefix", "DestinationKey"];

    /// <summary>The drive that the line names a place in, or that the current location is in; called where there are drives, and the line names no connection.</summary>
    private protected virtual R2DriveInfo? FindDrive(IBucketCmdlet named)
    {
        foreach (string name in OfPlaces)
        {
            string? text = MyInvocation.BoundParameters.GetValueOrDefault(name) switch
            {
                string one => one,
                string[] { Length: > 0 } several => several[0],
                _ => null,
            };
            if (DriveTarget.Find(this, text) is { } place)
            {
                _place = name == "DestinationKey" ? place.WithKey("") : place;
                named.BucketName = name == nameof(named.BucketName) ? null : named.BucketName;
                return place.Drive;
            }
        }

        _place = named.BucketName is null ? DriveTarget.Here(this) : null;
        return _place?.Drive;
    }
}
