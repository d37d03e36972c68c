using System.Text.RegularExpressions;
using R2.Emulator.Routing;

namespace R2.Emulator;

/// <summary>Makes log entries that contain nothing with which a reader could sign or replay a request.</summary>
internal static partial class LogEntries
{
    public static RequestLogEntry Create(S3Request request, RequestWork work, IReadOnlyList<Fault> faults) => new()
    {
        Time = request.Now,
        Operation = work.Operation,
        Method = request.Method,
        Target = Secrets().Replace(request.Http.Head.Target, "$1REDACTED"),
        Bucket = work.Bucket,
        Key = work.Key,
        Faults = [.. faults.Select(fault => fault.Kind)],
    };

    [GeneratedRegex("((?:X-Amz-Signature|X-Amz-Security-Token)=)[^&]*", RegexOptions.IgnoreCase)]
    private static partial Regex Secrets();
}
