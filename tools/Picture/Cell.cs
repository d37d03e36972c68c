namespace R2.Picture;

/// <summary>A character of the screen.</summary>
internal readonly record struct Cell(char Character, Style Style)
{
    public static readonly Cell Blank = new(' ', default);
}
