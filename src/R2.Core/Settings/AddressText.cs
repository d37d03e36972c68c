namespace R2.Settings;

/// <summary>Addresses as people write them. What is no address becomes a relative one, for the core to refuse: its message keeps secrets out, those of .NET and PowerShell do not.</summary>
internal static class AddressText
{
    private static readonly Uri s_none = new("", UriKind.Relative);

    public static Uri ToUri(string text) => Uri.TryCreate(text.Trim(), UriKind.RelativeOrAbsolute, out Uri? address) ? address : s_none;
}
