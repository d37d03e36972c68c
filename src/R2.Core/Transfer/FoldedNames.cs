using System.Text;

namespace R2.Transfer;

/// <summary>Which names a file system takes for one.</summary>
internal static class FoldedNames
{
    /// <summary>Equal for names that some file system may take for one: by case, by Unicode form, or as compatible characters. Equal means only that it must be asked.</summary>
    public static string Fold(string name)
    {
        // Ligatures and letters such as ß, which have two capitals, fold to several letters on some.
        return Normal(name).Replace("ß", "ss", StringComparison.Ordinal).Replace("ẞ", "ss", StringComparison.Ordinal).ToUpperInvariant();
    }

    /// <summary>Asks the file system, by a folder of its own for the moment.</summary>
    public static bool AreOne(string folder, string left, string right)
    {
        while (!Directory.Exists(folder))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        string probe = Path.Combine(folder, TemporaryName.New("probe", null));
        Directory.CreateDirectory(probe);
        try
        {
            Directory.CreateDirectory(Path.Combine(probe, left));
            return Directory.Exists(Path.Combine(probe, right));
        }
        finally
        {
            Directory.Delete(probe, recursive: true);
        }
    }

    private static string Normal(string name)
    {
        try
        {
            return name.Normalize(NormalizationForm.FormKD);
        }
        catch (ArgumentException)
        {
            // Half a surrogate has no normal form.
            return name;
        }
    }
}
