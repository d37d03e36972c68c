using System.Globalization;

namespace R2.Soak;

/// <summary>What the command line asks for.</summary>
internal sealed record SoakOptions
{
    /// <summary>How long operations are started, in seconds, 30 or more, so that all is warm after a third; checking comes after it.</summary>
    public int Seconds { get; private init; } = 60;

    /// <summary>Operations under way at once.</summary>
    public int Workers { get; private init; } = 32;

    /// <summary>Decides which operations are done, on what, and which requests faults begin with.</summary>
    public int Seed { get; private init; } = 1;

    public static SoakOptions Parse(string[] arguments)
    {
        SoakOptions options = new();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} wants a value.");
            options = options.With(arguments[i], int.Parse(value, CultureInfo.InvariantCulture));
        }

        return options;
    }

    private SoakOptions With(string name, int value) => name switch
    {
        "--seconds" when value is >= 30 and <= 86_400 => this with { Seconds = value },
        "--workers" when value is >= 1 and <= 500 => this with { Workers = value },
        "--seed" => this with { Seed = value },
        "--seconds" or "--workers" => throw new ArgumentException($"{name} is {value}; it may be 30 to 86,400 seconds, or 1 to 500 workers."),
        _ => throw new ArgumentException($"There is no option {name}."),
    };
}
