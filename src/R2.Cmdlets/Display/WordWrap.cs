using System.Text;

namespace R2.Cmdlets.Display;

/// <summary>Text in lines that break between words, for columns of views: PowerShell breaks within them.</summary>
public static class WordWrap
{
    /// <summary>Breaks text into lines of at most so many characters, but for words that are longer.</summary>
    /// <param name="text">Text, which may have lines.</param>
    /// <param name="width">Characters of a line.</param>
    public static string At(string text, int width)
    {
        StringBuilder all = new(text.Length + 8);
        foreach (string line in text.Split('\n'))
        {
            int length = 0;
            foreach (string word in line.Split(' '))
            {
                bool breaks = length > 0 && length + 1 + word.Length > width;
                all.Append(all.Length == 0 ? "" : breaks || length == 0 ? "\n" : " ").Append(word);
                length = breaks || length == 0 ? word.Length : length + 1 + word.Length;
            }
        }

        return all.ToString();
    }
}
