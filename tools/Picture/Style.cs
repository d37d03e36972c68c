namespace R2.Picture;

/// <summary>How a character looks: colours by the numbers of ANSI, 0 to 15, or null for the terminal's own.</summary>
internal readonly record struct Style(int? Foreground, int? Background, bool Bold, bool Reversed)
{
    /// <summary>The style after one number of a sequence "select graphic rendition". https://www.ecma-international.org/publications-and-standards/standards/ecma-48/</summary>
    public Style After(int code) => code switch
    {
        0 => default,
        1 => this with { Bold = true },
        7 => this with { Reversed = true },
        22 => this with { Bold = false },
        27 => this with { Reversed = false },
        >= 30 and <= 37 => this with { Foreground = code - 30 },
        39 => this with { Foreground = null },
        >= 40 and <= 47 => this with { Background = code - 40 },
        49 => this with { Background = null },
        >= 90 and <= 97 => this with { Foreground = code - 90 + 8 },
        >= 100 and <= 107 => this with { Background = code - 100 + 8 },
        _ => this,
    };
}
