using System.Globalization;

namespace R2.Picture;

/// <summary>The screen of a terminal, as far as PowerShell uses one: text, cursor, colours, erasing, and the question where the cursor is.</summary>
internal sealed class Screen
{
    private const char Escape = '\e';

    private readonly List<Cell[]> _rows = [];
    private readonly int _height;
    private string _sequence = "";
    private Style _style;
    private int _row;
    private int _column;
    private int _top;

    public Screen(int width, int height)
    {
        (Width, _height) = (width, height);
        _rows.Add(NewRow());
    }

    public int Width { get; }

    /// <summary>All lines, those that have left the screen at its top included.</summary>
    public IReadOnlyList<Cell[]> Rows => _rows;

    public string Text => string.Join('\n', _rows.Select(static row => string.Concat(row.Select(static cell => cell.Character)).TrimEnd()));

    /// <summary>Takes one character of the output.</summary>
    /// <returns>What the terminal answers; mostly nothing.</returns>
    public string Write(char character)
    {
        if (_sequence.Length > 0 || character == Escape)
        {
            _sequence += character;
            return IsComplete(_sequence) ? Execute() : "";
        }

        switch (character)
        {
            case '\r':
                _column = 0;
                break;
            case '\n':
                MoveTo(_row + 1, _column);
                break;
            case '\b':
                _column = Math.Max(0, _column - 1);
                break;
            case >= ' ':
                Put(character);
                break;
        }

        return "";
    }

    private void Put(char character)
    {
        if (_column == Width)
        {
            MoveTo(_row + 1, 0);
        }

        _rows[_row][_column++] = new Cell(character, _style);
    }

    // ESC [ … letter, ESC ] … BEL, or ESC and one character.
    private static bool IsComplete(string sequence) => sequence.Length > 1 && sequence[1] switch
    {
        '[' => sequence.Length > 2 && sequence[^1] is >= '@' and <= '~',
        ']' => sequence[^1] == '\a',
        '(' => sequence.Length == 3,
        _ => true,
    };

    private string Execute()
    {
        (string sequence, _sequence) = (_sequence, "");
        if (sequence[1] != '[')
        {
            return "";
        }

        int[] numbers = [.. sequence[2..^1].TrimStart('?').Split(';').Select(static part => int.TryParse(part, CultureInfo.InvariantCulture, out int number) ? number : 0)];
        int count = Math.Max(1, numbers[0]);
        switch (sequence[^1])
        {
            case 'A':
                MoveTo(Math.Max(_top, _row - count), _column);
                break;
            case 'B':
                MoveTo(_row + count, _column);
                break;
            case 'C':
                _column = Math.Min(Width - 1, _column + count);
                break;
            case 'D':
                _column = Math.Max(0, _column - count);
                break;
            case 'G':
                _column = count - 1;
                break;
            case 'H':
                MoveTo(_top + count - 1, Math.Max(1, numbers.ElementAtOrDefault(1)) - 1);
                break;
            case 'J' or 'K':
                Erase(numbers[0], wholeScreen: sequence[^1] == 'J');
                break;
            case 'm':
                _style = numbers.Aggregate(_style, static (style, code) => style.After(code));
                break;
            case 'n' when numbers[0] == 6:
                return FormattableString.Invariant($"{Escape}[{_row - _top + 1};{_column + 1}R");
        }

        return "";
    }

    private void MoveTo(int row, int column)
    {
        (_row, _column) = (row, column);
        while (_rows.Count <= _row)
        {
            _rows.Add(NewRow());
        }

        _top = Math.Max(_top, _rows.Count - _height);
    }

    private void Erase(int mode, bool wholeScreen)
    {
        (int from, int to) = mode switch { 0 => (_column, Width), 1 => (0, Math.Min(Width, _column + 1)), _ => (0, Width) };
        Array.Fill(_rows[_row], Cell.Blank, from, to - from);
        for (int row = _top; wholeScreen && row < _rows.Count; row++)
        {
            if (mode == 2 || (mode == 0 && row > _row) || (mode == 1 && row < _row))
            {
                Array.Fill(_rows[row], Cell.Blank);
            }
        }
    }

    private Cell[] NewRow()
    {
        Cell[] row = new Cell[Width];
        Array.Fill(row, Cell.Blank);
        return row;
    }
}
