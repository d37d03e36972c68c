using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace R2.Cmdlets.Parameters;

/// <summary>
/// Takes for a length of time what people write: seconds as a number, <c>90s 15m 1h 7d</c> and sums of them such as <c>1h30m</c>, and whatever PowerShell makes a TimeSpan of.
/// PowerShell itself takes a number for ticks of 100 ns.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class DurationTransformationAttribute : ArgumentTransformationAttribute
{
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData)
    {
        object value = inputData is PSObject wrapped ? wrapped.BaseObject : inputData;
        return value switch
        {
            string text => Parse(text.Trim()) ?? inputData,
            // PowerShell takes 7d for the decimal 7, and 90s for the short 90; what was typed is still known.
            IConvertible and not (DateTime or bool or char or Enum) => Parse(inputData.ToString() ?? "") ?? FromSeconds(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
            _ => inputData,
        };
    }

    private static TimeSpan? Parse(string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out double seconds))
        {
            return FromSeconds(seconds);
        }

        Match units = Units().Match(text);
        return text.Length > 0 && units.Success
            ? FromSeconds((86_400 * Number(units, "d")) + (3600 * Number(units, "h")) + (60 * Number(units, "m")) + Number(units, "s"))
            : null;
    }

    private static double Number(Match units, string unit) => units.Groups[unit].Success ? double.Parse(units.Groups[unit].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) : 0;

    /// <exception cref="ArgumentTransformationMetadataException">It is longer than a TimeSpan can be.</exception>
    private static TimeSpan FromSeconds(double seconds)
    {
        try
        {
            return TimeSpan.FromSeconds(seconds);
        }
        catch (Exception e) when (e is OverflowException or ArgumentException)
        {
            throw new ArgumentTransformationMetadataException(string.Create(CultureInfo.InvariantCulture, $"'{seconds}' seconds is not a valid duration."), e);
        }
    }

    [GeneratedRegex(@"^(?:(?<d>\d+(?:\.\d+)?)d)?\s*(?:(?<h>\d+(?:\.\d+)?)h)?\s*(?:(?<m>\d+(?:\.\d+)?)m)?\s*(?:(?<s>\d+(?:\.\d+)?)s)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Units();
}
