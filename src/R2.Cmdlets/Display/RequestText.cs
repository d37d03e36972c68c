namespace R2.Cmdlets.Display;

/// <summary>What -Debug shows of a request: its target and the headers of both sides, which come without secrets.</summary>
internal static class RequestText
{
    public static string For(R2RequestReport report)
    {
        IEnumerable<string> lines =
        [
            $"{report.Method} {report.Url} (attempt {report.Attempt})",
            .. report.RequestHeaders.Select(static header => "  > " + header),
            $"  {(report.StatusCode is { } status ? (int)status : report.ErrorType)}",
            .. report.ResponseHeaders.Select(static header => "  < " + header),
        ];
        return string.Join(Environment.NewLine, lines);
    }
}
