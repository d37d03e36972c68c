using System.Globalization;
using R2.Rules;

namespace R2.Settings;

/// <summary>The kinds of values that settings have.</summary>
internal static class SettingFormats
{
    public static SettingFormat<string> Text { get; } = new("any text", static text => (true, text), static value => value);

    public static SettingFormat<Uri> Address { get; } = new(
        "an absolute http or https address",
        static text => (Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https", address),
        static value => value.ToString())
    {
        MayHoldSecret = true,
    };

    /// <summary>Any text: the core says of each that is none which it is, and which address to use.</summary>
    public static SettingFormat<Uri> Endpoint { get; } = new("an absolute http or https address", static text => (true, AddressText.ToUri(text)), static value => value.ToString());

    public static SettingFormat<string> AccountId { get; } = new("an account id", static text => (true, text.Trim()), static value => value);

    public static SettingFormat<bool> Switch { get; } = new("true or false", static text => (bool.TryParse(text, out bool value), value), static value => value ? "true" : "false");

    public static SettingFormat<R2Jurisdiction> Jurisdiction { get; } = new(
        "default, eu, fedramp, fedramp-high or us",
        static text => (Enum.TryParse(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out R2Jurisdiction value) && char.IsAsciiLetter(text[0]), value),
        EndpointRules.NameOf);

    public static SettingFormat<int> Count(int most, string unit) => Whole(1, most, unit, static number => (int)number, static value => value);

    public static SettingFormat<int> NoneOrCount(int least, int most, string unit) => OrNone(Whole(least, most, unit, static number => (int)number, static value => value));

    public static SettingFormat<TimeSpan> NoneOrSeconds(int most) => OrNone(Seconds(most));

    public static SettingFormat<long> Bytes(long least, long most) => Whole(least, most, "bytes", static number => number, static value => value, SizeText.Parse);

    public static SettingFormat<TimeSpan> Seconds(int most) =>
        Whole(1, most, "seconds", static number => TimeSpan.FromSeconds(number), static value => (long)value.TotalSeconds);

    public static SettingFormat<TimeSpan> Milliseconds(int most) =>
        Whole(1, most, "milliseconds", static number => TimeSpan.FromMilliseconds(number), static value => (long)value.TotalMilliseconds);

    private static SettingFormat<T> OrNone<T>(SettingFormat<T> format)
        where T : struct => format with { Allowed = format.Allowed + ", or 0 for none", Parse = text => text == "0" ? (true, default) : format.Parse(text) };

    private static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? number : null;

    private static SettingFormat<T> Whole<T>(long least, long most, string unit, Func<long, T> from, Func<T, long> to, Func<string, long?>? parse = null)
        where T : struct => new(
            string.Create(CultureInfo.InvariantCulture, $"{least:N0} to {most:N0} {unit}"),
            text => (parse ?? Number)(text) is { } number && number >= least && number <= most ? (true, from(number)) : default,
            value => to(value).ToString(CultureInfo.InvariantCulture));
}
