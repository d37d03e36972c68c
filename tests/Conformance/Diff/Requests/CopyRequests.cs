namespace R2.Conformance.Diff.Requests;

internal static class CopyRequests
{
    private const string ETag = "\"5d41402abc4b2a76b9719d911017c592\"";

    public static IEnumerable<DiffRequest> All =>
    [
        Copy("plain", "/conformance-one/object"),
        Copy("without-slash", "conformance-one/object"),
        Copy("encoded", "%2Fconformance-one%2Fobject"),
        Copy("with-attributes", "/conformance-one/attributes"),
        new("copy.head-with-attributes", "HEAD", "/conformance-two/with-attributes"),
        Copy("replaced", "/conformance-one/attributes").Header("x-amz-metadata-directive", "REPLACE").Header("Content-Type", "text/x-new").Header("x-amz-meta-new", "1"),
        new("copy.head-replaced", "HEAD", "/conformance-two/replaced"),
        Copy("ignored-metadata", "/conformance-one/attributes").Header("x-amz-meta-new", "1"),
        new("copy.head-ignored-metadata", "HEAD", "/conformance-two/ignored-metadata"),
        Copy("merged", "/conformance-one/attributes").Header("x-amz-metadata-directive", "MERGE").Header("x-amz-meta-new", "1"),
        Copy("unknown-directive", "/conformance-one/object").Header("x-amz-metadata-directive", "OTHER"),
        Copy("missing-key", "/conformance-one/missing"),
        Copy("missing-bucket", "/conformance-missing/object"),
        Copy("no-key", "/conformance-one/"),
        Copy("no-bucket", "object"),
        Copy("empty", " "),
        Copy("version", "/conformance-one/object?versionId=null"),
        Copy("if-match", "/conformance-one/object").Header("x-amz-copy-source-if-match", ETag),
        Copy("if-match-other", "/conformance-one/object").Header("x-amz-copy-source-if-match", "\"other\""),
        Copy("if-none-match", "/conformance-one/object").Header("x-amz-copy-source-if-none-match", ETag),
        Copy("if-modified-since-future", "/conformance-one/object").Header("x-amz-copy-source-if-modified-since", "Fri, 01 Jan 2100 00:00:00 GMT"),
        Copy("if-unmodified-since-past", "/conformance-one/object").Header("x-amz-copy-source-if-unmodified-since", "Wed, 01 Jan 2020 00:00:00 GMT"),
        Copy("destination-new", "/conformance-one/object").Header("cf-copy-destination-if-none-match", "*"),
        new DiffRequest("copy.destination-exists", "PUT", "/conformance-two/plain").Header("x-amz-copy-source", "/conformance-one/object").Header("cf-copy-destination-if-none-match", "*"),
        Copy("tagging-directive", "/conformance-one/object").Header("x-amz-tagging-directive", "COPY"),
        new DiffRequest("copy.onto-itself", "PUT", "/conformance-one/object").Header("x-amz-copy-source", "/conformance-one/object"),
        new DiffRequest("copy.onto-itself-replaced", "PUT", "/conformance-two/plain").Header("x-amz-copy-source", "/conformance-two/plain").Header("x-amz-metadata-directive", "REPLACE"),
        new DiffRequest("copy.with-body", "PUT", "/conformance-two/with-body").Header("x-amz-copy-source", "/conformance-one/object").Body("body"),
    ];

    private static DiffRequest Copy(string name, string source) =>
        new DiffRequest($"copy.{name}", "PUT", $"/conformance-two/{name}").Header("x-amz-copy-source", source);
}
