namespace R2.Conformance.Diff.Requests;

internal static class DeleteRequests
{
    private const string Two = "<Delete><Object><Key>list/a</Key></Object><Object><Key>missing</Key></Object></Delete>";

    public static IEnumerable<DiffRequest> All =>
    [
        Delete("two", Two),
        WithoutDigest("without-digest", Two),
        Delete("in-namespace", "<Delete xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Object><Key>list/z</Key></Object></Delete>"),
        Delete("quiet", "<Delete><Quiet>true</Quiet><Object><Key>list/z</Key></Object></Delete>"),
        Delete("none", "<Delete></Delete>"),
        Delete("no-xml", "keys"),
        Delete("no-body", ""),
        Delete("half-a-document", "<Delete><Object><Key>list/a</Key></Object>"),
        Delete("other-root", "<Other/>"),
        Delete("no-key", "<Delete><Object></Object></Delete>"),
        Delete("empty-key", "<Delete><Object><Key></Key></Object></Delete>"),
        Delete("entities", "<Delete><Object><Key>a&amp;b&lt;c&#x20;d</Key></Object></Delete>"),
        Delete("1001", "<Delete>" + string.Concat(Enumerable.Range(0, 1001).Select(i => $"<Object><Key>k{i}</Key></Object>")) + "</Delete>"),
        WithoutDigest("wrong-content-md5", Two).Header("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA=="),
        new DiffRequest("delete.unsigned", "POST", "/conformance-one?delete=").Body(Two).Unsigned(),
    ];

    private static DiffRequest Delete(string name, string document) =>
        WithoutDigest(name, document).Header("Content-MD5", Client.Checks.IntegrityChecks.Md5Of(document));

    private static DiffRequest WithoutDigest(string name, string document) =>
        new DiffRequest($"delete.{name}", "POST", "/conformance-one?delete=").Body(document).Header("Content-Type", "application/xml");
}
