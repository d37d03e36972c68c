using System.Text;

namespace R2.Transfer.Paths;

/// <summary>Which names a file system takes for one.</summary>
internal static class FoldedNames
{
    /// <summary>Takes names, or paths, for equal that some file system may take for one. Equal means only that it must be asked.</summary>
    public static IEqualityComparer<string> Alike { get; } = new AlikeComparer();

    /// <summary>Equal for names that some file system may take for one: by case, by Unicode form, or as compatible characters. Equal means only that it must be asked.</summary>
    public static string Fold(string name)
    {
        // Ligatures and letters such as ß, which have two capitals, fold to several letters on some.
        return Normal(name).Replace("ß", "ss", StringComparison.Ordinal).Replace("ẞ", "ss", StringComparison.Ordinal).ToUpperInvariant();
    }

    /// <summary>Whether two paths below a folder are one: folders fold, or not, each for itself; one that is not there yet will be as the one that it is made in.</summary>
    public static bool ArePathsOne(string folder, string left, string right, Func<string, string, string, bool> areOne)
    {
        string[] lefts = left.Split('/', Path.DirectorySeparatorChar);
        string[] rights = right.Split('/', Path.DirectorySeparatorChar);
        for (int i = 0; i < lefts.Length && i < rights.Length; i++)
        {
            if (lefts[i] != rights[i] && !areOne(folder, lefts[i], rights[i]))
            {
                return false;
            }

            folder = Path.Combine(folder, lefts[i]);
        }

        return lefts.Length == rights.Length;
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

    private sealed class AlikeComparer : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) => x == y || StringComparer.OrdinalIgnoreCase.Equals(Folded(x!), Folded(y!));

        public int GetHashCode(string obj) => StringComparer.OrdinalIgnoreCase.GetHashCode(Folded(obj));

        /// <summary>ASCII folds by case alone, which the comparison does without another text.</summary>
        private static string Folded(string name) => Ascii.IsValid(name) ? name : Fold(name);
    }
}
