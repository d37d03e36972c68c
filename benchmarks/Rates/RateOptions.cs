using System.Globalization;

namespace R2.RateBenchmark;

/// <summary>What the command line asks for.</summary>
internal sealed record RateOptions
{
    /// <summary>Seconds of each measurement.</summary>
    public int Seconds { get; private init; } = 20;

    /// <summary>R2's limits are divided by it, so that this machine reaches them.</summary>
    public int Scale { get; private init; } = 10;

    public static RateOptions Parse(string[] arguments)
    {
        RateOptions options = new();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} wants a value.");
            options = options.With(arguments[i], int.Parse(value, CultureInfo.InvariantCulture));
        }

        return options;
    }

    private RateOptions With(string name, int value) => name switch
    {
        "--seconds" when value is >= 1 and <= 600 => this with { Seconds = value },
        "--scale" when value is >= 1 and <= 100 => this with { Scale = value },
        "--seconds" or "--scale" => throw new ArgumentException($"{name} is {value}; it may be 1 to 600 seconds, or a hundredth of the limits to all of them."),
        _ => throw new ArgumentException($"There is no option {name}."),
    };
}
