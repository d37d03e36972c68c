namespace R2.Simulation;

/// <summary>A request of a recording, in short.</summary>
/// <param name="Number">Its number, from 1, in the order of sending.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below the endpoint, percent-encoded.</param>
/// <param name="Query">Query, sorted and without a signature; empty where there is none.</param>
/// <param name="Status">Status that it was answered with; null where the connection failed.</param>
public sealed record R2RecordedRequest(int Number, string Method, string Path, string Query, int? Status)
{
    /// <summary>For people: number, request and status.</summary>
    public override string ToString() => $"#{Number} {Method} {Path}{(Query.Length > 0 ? "?" : "")}{Query} ({Status?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "failed"})";
}
