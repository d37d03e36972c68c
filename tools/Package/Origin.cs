namespace R2.Package;

/// <summary>Where a package was built from. A package that nobody publishes has none.</summary>
internal sealed record Origin(Uri Repository, string? Commit)
{
    /// <exception cref="ArgumentException">The address is no https address.</exception>
    public static Origin? Parse(string? repository, string? commit) => repository is null ? null
        : Uri.TryCreate(repository, UriKind.Absolute, out Uri? address) && address.Scheme == Uri.UriSchemeHttps ? new(address, commit)
        : throw new ArgumentException($"The address of the repository is '{repository}'; allowed is an https address.", nameof(repository));

    /// <summary>Address of a file of this very commit, as GitHub serves it.</summary>
    public Uri File(string path) => At("raw", path);

    /// <summary>Address of a page of this very commit, as GitHub shows it to people.</summary>
    public Uri Page(string path) => At("blob", path);

    private Uri At(string view, string path) => new($"{Repository.AbsoluteUri.TrimEnd('/')}/{view}/{Commit ?? "main"}/{path}");
}
