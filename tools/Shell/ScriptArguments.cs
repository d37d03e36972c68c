using System.Collections;

namespace R2.Shell;

/// <summary>Splits the command line into named and positional arguments, as <c>pwsh -File</c> does: <c>-Name value</c>, <c>-Switch</c>, or a value.</summary>
internal static class ScriptArguments
{
    public static Hashtable Named(string[] arguments)
    {
        Hashtable named = new(StringComparer.OrdinalIgnoreCase);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (IsName(arguments[i]))
            {
                bool hasValue = i + 1 < arguments.Length && !IsName(arguments[i + 1]);
                named[arguments[i][1..]] = hasValue ? arguments[i + 1] : true;
            }
        }

        return named;
    }

    public static string[] Positional(string[] arguments) =>
        [.. arguments.Where((argument, i) => !IsName(argument) && (i == 0 || !IsName(arguments[i - 1])))];

    private static bool IsName(string argument) => argument.Length > 1 && argument[0] == '-' && char.IsAsciiLetter(argument[1]);
}
