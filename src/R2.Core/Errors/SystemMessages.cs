using System.Text.RegularExpressions;

namespace R2.Errors;

/// <summary>What comes from below this library, from .NET or the system, before anybody sees it: without the user names and passwords of addresses in it, and without control characters, which .NET quotes of what a server sent.</summary>
internal static partial class SystemMessages
{
    /// <summary>A message without what stands between <c>//</c> and the last <c>@</c> of an address. A password may hold a slash, so paths with an <c>@</c> lose their beginning too.</summary>
    public static string Clean(string message) => PrintableText.OfLines(UserPattern().Replace(message, ""));

    /// <summary>The innermost message is the system's own: "Connection refused", "Name or service not known".</summary>
    public static string Cause(Exception exception) => Clean(exception.GetBaseException().Message);

    /// <summary>An exception that may be kept as a cause: itself, or one that says the same without them.</summary>
    public static Exception Clean(Exception exception)
    {
        string text = exception.ToString();
        if (Clean(text.ReplaceLineEndings("\n")) == text.ReplaceLineEndings("\n"))
        {
            return exception;
        }

        // What judges a failed attempt looks at the kind of error.
        return exception is HttpRequestException { HttpRequestError: var error }
            ? new HttpRequestException(error, Clean(exception.Message))
            : new IOException(Clean(exception.Message));
    }

    [GeneratedRegex("""(?<=//)[^\s"'<>]*@""")]
    private static partial Regex UserPattern();
}
