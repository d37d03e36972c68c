namespace R2.Conformance.Diff.Requests;

internal static class ObjectRequests
{
    private const string B = "/conformance-one";

    public static IEnumerable<DiffRequest> All =>
    [
        new DiffRequest("object.put", "PUT", $"{B}/object").Body("hello"),
        new("object.get", "GET", $"{B}/object"),
        new("object.head", "HEAD", $"{B}/object"),
        new("object.get-missing", "GET", $"{B}/missing"),
        new("object.head-missing", "HEAD", $"{B}/missing"),
        new("object.put-empty", "PUT", $"{B}/empty"),
        new("object.get-empty", "GET", $"{B}/empty"),
        new DiffRequest("object.put-attributes", "PUT", $"{B}/attributes").Body("text").Header("Content-Type", "text/plain; charset=utf-8").Header("Cache-Control", "max-age=1")
            .Header("Content-Disposition", "attachment; filename=\"a.txt\"").Header("Content-Language", "de").Header("Expires", "Wed, 02 Jan 2030 03:04:05 GMT")
            .Header("x-amz-meta-colour", "blue").Header("x-amz-meta-Upper-Case", "a  b").Header("x-amz-meta-unicode", "=?utf-8?B?R3LDvMOfZQ==?="),
        new("object.get-attributes", "GET", $"{B}/attributes"),
        new("object.head-attributes", "HEAD", $"{B}/attributes"),
        new DiffRequest("object.put-odd-expires", "PUT", $"{B}/expires").Body("text").Header("Expires", "soon"),
        new("object.head-odd-expires", "HEAD", $"{B}/expires"),
        new("object.get-response-overrides", "GET", $"{B}/object?response-content-type=text%2Fx-other&response-cache-control=no-store"),
        new DiffRequest("object.post", "POST", $"{B}/posted").Body("posted"),
        new("object.get-posted", "GET", $"{B}/posted"),
        new("object.patch", "PATCH", $"{B}/object"),
        new("object.get-acl", "GET", $"{B}/object?acl="),
        new("object.get-tagging", "GET", $"{B}/object?tagging="),
        new("object.get-attributes-operation", "GET", $"{B}/object?attributes="),
        new("object.get-torrent", "GET", $"{B}/object?torrent="),
        new("object.get-retention", "GET", $"{B}/object?retention="),
        new("object.get-legal-hold", "GET", $"{B}/object?legal-hold="),
        new("object.get-version", "GET", $"{B}/object?versionId=null"),
        new("object.put-tagging", "PUT", $"{B}/object?tagging="),
        new("object.put-acl", "PUT", $"{B}/object?acl="),
        new("object.put-key-of-1024-bytes", "PUT", $"{B}/{new string('k', 1024)}"),
        new("object.put-key-of-1025-bytes", "PUT", $"{B}/{new string('k', 1025)}"),
        new("object.get-key-of-1025-bytes", "GET", $"{B}/{new string('k', 1025)}"),
        new DiffRequest("object.put-odd-key", "PUT", $"{B}/a%20b%2Bc%25d%3Fe%23f").Body("odd"),
        new("object.get-odd-key", "GET", $"{B}/a%20b%2Bc%25d%3Fe%23f"),
        new DiffRequest("object.put-lower-case-escapes", "PUT", $"{B}/lower%c3%bc").Body("escapes"),
        new("object.get-upper-case-escapes", "GET", $"{B}/lower%C3%BC"),
        new("object.delete", "DELETE", $"{B}/posted"),
        new("object.delete-missing", "DELETE", $"{B}/posted"),
        new("object.delete-tagging", "DELETE", $"{B}/expires?tagging="),
        new("object.get-deleted", "GET", $"{B}/expires"),
    ];
}
