using System.Globalization;

namespace R2.Soak;

/// <summary>Options of the command line.</summary>
internal sealed record SoakOptions
{
    /// <summary>For how many seconds operations are started, at least 30, so that everything is warm after a third. The checks come afterwards.</summary>
    public int Seconds { get; private init; } = 60;

    /// <summary>Number of concurrent operations.</summary>
    public int Workers { get; private init; } = 32;

    /// <summary>Determines which operations run, on which keys, and at which requests the faults begin.</summary>
    public int Seed { get; private init; } = 1;

    public static SoakOptions Parse(string[] arguments)
    {
        SoakOptions options = new();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} needs a value.");
            options = options.With(arguments[i], int.Parse(value, CultureInfo.InvariantCulture));
        }

        return options;
    }

    private SoakOptions With(string name, int value) => name switch
    {
        "--seconds" when value is >= 30 and <= 86_400 => this with { Seconds = value },
        "--workers" when value is >= 1 and <= 500 => this with { Workers = value },
        "--seed" => this with { Seed = value },
        "--seconds" or "--workers" => throw new ArgumentException($"{name} {value} is out of range: 30 to 86,400 seconds, 1 to 500 workers."),
        _ => throw new ArgumentException($"Unknown option {name}."),
    };
}
