namespace R2.Conformance.Diff;

internal enum Authentication
{
    Header,
    Query,
    None,
}
