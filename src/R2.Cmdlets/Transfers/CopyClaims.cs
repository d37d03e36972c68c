namespace R2.Cmdlets.Transfers;

/// <summary>
/// What the inputs of one command read and write. Copies and moves run at once and in no order, so none may write where another one reads or writes:
/// of two objects that end in one key one would be lost.
/// </summary>
internal sealed class CopyClaims
{
    private readonly HashSet<string> _sources = [];
    private readonly HashSet<string> _destinations = [];

    /// <summary>Notes a source that is still to come.</summary>
    public void Expect(R2CopyRequest request) => _sources.Add(Source(request));

    /// <exception cref="R2Exception">The input meets an earlier one, or one that is expected; or a key is not valid.</exception>
    public void Claim(R2CopyRequest request)
    {
        // With two clients the same names are of two objects.
        (string source, string destination) = (Source(request), (request.SourceClient is null ? "" : "//") + Identity(request.BucketName, request.Key));
        string what = $"'{request.SourceBucketName}/{request.SourceKey}'", where = $"'{request.BucketName}/{request.Key}'";
        if (_destinations.Contains(destination))
        {
            throw Duplicate($"{what} would overwrite another input of this command at {where}.");
        }

        if (source != destination && _sources.Contains(destination))
        {
            throw Duplicate($"{what} would overwrite {where}, which this command reads as well.");
        }

        if (source != destination && _destinations.Contains(source))
        {
            throw Duplicate($"{what} is the destination of another input of this command.");
        }

        _sources.Add(source);
        _destinations.Add(destination);
    }

    private static string Source(R2CopyRequest request) => Identity(request.SourceBucketName, request.SourceKey);

    private static string Identity(string bucket, string key) => $"{bucket}/{R2Client.KeyIdentity(key)}";

    private static R2Exception Duplicate(string message) => new(R2ErrorCodes.DuplicateKey, message);
}
