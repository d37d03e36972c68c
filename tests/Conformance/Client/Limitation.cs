namespace R2.Conformance.Client;

/// <summary>A check that a server is known not to pass. It is run all the same: should it pass one day, the run fails until the line is taken out.</summary>
/// <param name="Check">Name of the check; with <c>*</c> at its end, of all that begin so.</param>
/// <param name="Symptom">Text that its failure contains, so that no other failure hides behind the limitation.</param>
/// <param name="Reason">Why this is the server's lack and not ours.</param>
internal sealed record Limitation(string Check, string Symptom, string Reason)
{
    public bool IsFor(string check) =>
        Check.EndsWith('*') ? check.StartsWith(Check[..^1], StringComparison.Ordinal) : check == Check;
}
