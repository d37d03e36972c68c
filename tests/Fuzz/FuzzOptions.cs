using System.Globalization;

namespace R2.Fuzz;

/// <summary>What the command line asks for.</summary>
internal sealed record FuzzOptions
{
    /// <summary>How long all targets take together, in seconds.</summary>
    public int Seconds { get; private init; } = 60;

    /// <summary>Decides what is made of the seeds. The same seed makes the same inputs, up to where the clock ends the run.</summary>
    public int Seed { get; private init; } = 1;

    /// <summary>Beginning of the names of targets; all of them where empty.</summary>
    public string Target { get; private init; } = "";

    /// <summary>File with one input, as a failure leaves it: run once, and nothing else.</summary>
    public string? Input { get; private init; }

    /// <summary>Without instrumentation, and so without guidance by coverage.</summary>
    public bool Plain { get; private init; }

    /// <summary>Serves AFL++ in place of the mutations of our own; for one target.</summary>
    public bool Afl { get; private init; }

    public static FuzzOptions Parse(string[] arguments)
    {
        FuzzOptions options = new();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            string value = i + 1 < arguments.Length ? arguments[i + 1] : throw new ArgumentException($"{arguments[i]} wants a value.");
            options = options.With(arguments[i], value);
        }

        return options;
    }

    private FuzzOptions With(string name, string value) => name switch
    {
        "--seconds" => this with { Seconds = int.Parse(value, CultureInfo.InvariantCulture) },
        "--seed" => this with { Seed = int.Parse(value, CultureInfo.InvariantCulture) },
        "--target" => this with { Target = value },
        "--input" => this with { Input = value },
        "--plain" => this with { Plain = bool.Parse(value) },
        "--afl" => this with { Afl = bool.Parse(value) },
        _ => throw new ArgumentException($"There is no option {name}."),
    };
}
