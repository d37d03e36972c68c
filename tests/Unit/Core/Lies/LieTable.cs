using System.Globalization;
using R2.Unit.Support.Lies;

namespace R2.Unit.Core.Lies;

/// <summary>Lies, operation by operation, and what each must become. What is not named becomes <see cref="R2ErrorCodes.InvalidResponse"/>.</summary>
internal static class LieTable
{
    private const string Mixed = "ffffffffffffffffffffffffffffffff";
    private const string Escape = "\u001b[31mred";

    public static IReadOnlyList<LieRow> Rows { get; } = [.. Pages(), .. Statuses(), .. Stores(), .. Reads(), .. Ranges(), .. Lists(), .. Deletes(), .. Uploads(), .. Copies(), .. Wire(), .. Errors(), .. Truths()];

    /// <summary>A captive portal: 200 and a page, to everything, and nothing is done.</summary>
    private static IEnumerable<LieRow> Pages() => new (string Deed, string Operation)[]
    {
        ("list buckets", "ListBuckets"), ("head bucket", "HeadBucket"), ("create bucket", "CreateBucket"), ("delete bucket", "DeleteBucket"), ("read location", "GetBucketLocation"),
        ("read encryption", "GetBucketEncryption"), ("read cors", "GetBucketCors"), ("write cors", "PutBucketCors"), ("remove cors", "DeleteBucketCors"), ("read lifecycle", "GetBucketLifecycle"),
        ("write lifecycle", "PutBucketLifecycle"), ("remove lifecycle", "DeleteBucketLifecycle"), ("list all", "ListObjectsV2"),
        ("list uploads", "ListMultipartUploads"), ("list parts", "ListParts"), ("head", "HeadObject"), ("get", "GetObject"), ("put", "PutObject"), ("delete", "DeleteObject"),
        ("delete batch", "DeleteObjects"), ("copy request", "CopyObject"), ("create upload", "CreateMultipartUpload"), ("upload part", "UploadPart"), ("copy part", "UploadPartCopy"),
        ("complete", "CompleteMultipartUpload"), ("abort", "AbortMultipartUpload"), ("upload", "PutObject"), ("upload in parts", "CreateMultipartUpload"), ("download", "GetObject"),
        ("open for reading", "GetObject"), ("copy", "CopyObject"), ("move", "DeleteObject"),
    }.Select(static deed => new LieRow(deed.Deed, deed.Operation, "200 with a login page", static _ => Told.Page) { IsHeard = false });

    /// <summary>A success, but not the one that is due.</summary>
    private static IEnumerable<LieRow> Statuses() =>
    [
        .. ((int[])[202, 203, 206]).Select(static status => Row("put", "PutObject", Text($"{status}"), told => told.Status(status))),
        .. ((int[])[201, 202, 203, 204, 206]).Select(static status => Row("get", "GetObject", Text($"{status} with the object"), told => told.Status(status))),
        .. ((int[])[202, 204, 206]).Select(static status => Row("head", "HeadObject", Text($"{status}"), told => told.Status(status))),
        .. ((int[])[201, 202, 204, 206]).Select(static status => Row("list all", "ListObjectsV2", Text($"{status}"), told => told.Status(status))),
        Row("delete", "DeleteObject", "200 and nothing", static _ => Told.Empty),
        Row("delete", "DeleteObject", "202: some day", static _ => Told.Empty.Status(202)),
        Row("abort", "AbortMultipartUpload", "200 and nothing", static _ => Told.Empty),
        Row("head bucket", "HeadBucket", "204", static _ => Told.Empty.Status(204)),
        Row("copy request", "CopyObject", "202", static told => told.Status(202)),
        Row("delete batch", "DeleteObjects", "204", static _ => Told.Empty.Status(204)),
        Row("get if match", "GetObject", "304 to a condition that it does not answer", static told => told.Without("Content-Length").Status(304) with { Body = [] }),
        Row("get", "GetObject", "304 to no condition", static told => told.Without("Content-Length").Status(304) with { Body = [] }),
        Row("head", "HeadObject", "304 to no condition", static told => told.Without("Content-Length").Status(304)),
        Row("get if changed", "GetObject", "304", static told => told.Without("Content-Length").Status(304) with { Body = [] }, R2ErrorCodes.NotModified),
        Row("put", "PutObject", "307 to somewhere else", static _ => Told.Empty.Status(307).Add("Location", "http://127.0.0.1:1/"), "Http307"),
        Row("get", "GetObject", "101", static _ => new Told { StatusLine = "HTTP/1.1 101 Switching Protocols" }.Add("Upgrade", "x")),
        Row("get", "GetObject", "403 with a proxy's page", static _ => Told.Page.Status(403)),
        Row("head", "HeadObject", "403 about a proxy's page", static _ => Told.Page.Status(403)),
        Row("list all", "ListObjectsV2", "403 with another server's text", static _ => Told.Page.Status(403).Set("Content-Type", "text/plain")),
        Row("get", "GetObject", "404 with another server's JSON", static _ => Told.Page.Status(404).Set("Content-Type", "application/json")),
        Row("put", "PutObject", "403 with text of Cloudflare's edge", static _ => Told.Page.Status(403).Set("Content-Type", "text/plain").Add("CF-RAY", "1-FRA"), "AccessDenied"),
        Row("put", "PutObject", "401 with a page for people", static _ => Told.Page.Status(401)),
        Row("list all", "ListObjectsV2", "403 with a proxy's page", static _ => Told.Page.Status(403)),
        Row("head", "HeadObject", "404 about a page for people", static _ => Told.Page.Status(404)),
        Row("get", "GetObject", "404 with a page for people", static _ => Told.Page.Status(404)),
        Row("list all", "ListObjectsV2", "404 with a page for people", static _ => Told.Page.Status(404)),
    ];

    private static IEnumerable<LieRow> Stores() =>
    [
        .. ((string[])["put", "upload"]).SelectMany(static deed => new LieRow[]
        {
            Row(deed, "PutObject", "without an ETag", static told => told.Without("ETag")),
            Row(deed, "PutObject", "with an empty ETag", static told => told.Set("ETag", "\"\"")),
            Row(deed, "PutObject", "with a weak ETag", static told => told.Set("ETag", $"W/{told.Header("ETag")}")),
            Row(deed, "PutObject", "with an ETag that colours the terminal", static told => told.Set("ETag", $"\"{Escape}\"")),
            Row(deed, "PutObject", "with two ETags", static told => told.Add("ETag", $"\"{Mixed}\"")),
            Row(deed, "PutObject", "with the object's ETag and a page", static told => told.Of(Told.Page.Body)),
            Row(deed, "PutObject", "with the object's ETag and a page in chunks", static told => told.Of(Told.Page.Body).Chunked()),
        }),
        Row("put", "PutObject", "200 with an error", static told => told.Xml("<Error><Code>AccessDenied</Code></Error>"), "AccessDenied"),
        Row("upload", "PutObject", "with the ETag of other bytes", static told => told.Set("ETag", $"\"{Mixed}\""), R2ErrorCodes.ChecksumMismatch),
        Row("upload", "PutObject", "with the checksum of other bytes", static told => told.Set("x-amz-checksum-crc32c", "AAAAAA=="), R2ErrorCodes.ChecksumMismatch),
        Row("upload part", "UploadPart", "without an ETag", static told => told.Without("ETag")),
        Row("upload part", "UploadPart", "with an ETag that colours the terminal", static told => told.Set("ETag", $"\"{Escape}\"")),
        Row("write cors", "PutBucketCors", "with a document", static told => told.Xml("<CORSConfiguration/>")),
        Row("create bucket", "CreateBucket", "with text", static told => told.Of("OK")),
    ];

    private static IEnumerable<LieRow> Reads() =>
    [
        .. ((string[])["get", "head", "download", "open for reading"]).SelectMany(static deed => new LieRow[]
        {
            Row(deed, deed == "head" ? "HeadObject" : "GetObject", "without an ETag", static told => told.Without("ETag")),
            Row(deed, deed == "head" ? "HeadObject" : "GetObject", "with a weak ETag", static told => told.Set("ETag", $"W/{told.Header("ETag")}")),
            Row(deed, deed == "head" ? "HeadObject" : "GetObject", "with an ETag that colours the terminal", static told => told.Set("ETag", $"\"{Escape}\"")),
            Row(deed, deed == "head" ? "HeadObject" : "GetObject", "without a length", static told => told.Without("Content-Length").Add("Connection", "close")),
            Row(deed, deed == "head" ? "HeadObject" : "GetObject", "with a length of 6 TiB", static told => told.Set("Content-Length", "6597069766656")),
            Row(deed, deed == "head" ? "HeadObject" : "GetObject", "with two lengths", static told => told.Add("Content-Length", "1001")),
            Row(deed, deed == "head" ? "HeadObject" : "GetObject", "with two lengths, the wrong one first", static told => told.Without("Content-Length").Add("Content-Length", "999").Add("Content-Length", "1000")),
        }),
        Row("head", "HeadObject", "with a negative length", static told => told.Set("Content-Length", "-5")),
        Row("get", "GetObject", "with a length that is no number", static told => told.Set("Content-Length", "many")),
        Row("get", "GetObject", "in chunks", static told => told.Chunked()),
        Row("download", "GetObject", "in chunks with a length beside them", static told => told.Chunked().Add("Content-Length", "1000")),
        Row("download", "GetObject", "with other bytes under the same ETag", static told => told.Of(new byte[1000]), R2ErrorCodes.ChecksumMismatch),
        Row("open for reading", "GetObject", "with other bytes under the same ETag", static told => told.Of(new byte[1000]), R2ErrorCodes.ChecksumMismatch),
        Row("get", "GetObject", "cut short and closed", static told => told with { StopAfter = 500 }, R2ErrorCodes.ConnectionFailed),
        Row("download", "GetObject", "cut short and closed, each time", static told => told with { StopAfter = 0 }, R2ErrorCodes.ConnectionFailed) with { Most = 10 },
        Row("download", "GetObject", "cut short, and goes on with another version", static told => Slice(told)?.Set("ETag", $"\"{Mixed}\"") ?? Cut(told)) with { Most = 10 },
        Row("download", "GetObject", "cut short, and goes on with the whole object", static told => Slice(told)?.Without("Content-Range").Status(200) ?? Cut(told)) with { Most = 10 },
        Row("download", "GetObject", "cut short, and goes on as a part of a longer object", static told => Slice(told)?.Set("Content-Range", "bytes 500-999/2000") ?? Cut(told)) with { Most = 10 },
        Row("download", "GetObject", "cut short, and goes on at another place", static told => Slice(told)?.Set("Content-Range", "bytes 400-899/1000") ?? Cut(told)) with { Most = 10 },
        Row("download big", "GetObject", "with another ETag for the slices", static told => Slice(told)?.Set("ETag", $"\"{Mixed}\"") ?? Cut(told)) with { Most = 20 },
        Row("download big", "GetObject", "whole where slices were asked for", static told => Slice(told)?.Without("Content-Range").Status(200) ?? Cut(told)) with { Most = 20 },
        Row("download big", "GetObject", "with the wrong slices", static told => Slice(told)?.Set("Content-Range", $"bytes 7-{told.Body.Length + 6}/10486760") ?? Cut(told)) with { Most = 20 },
        Row("download big", "GetObject", "with slices of zeros", static told => Slice(told)?.Of(new byte[told.Body.Length]) ?? Cut(told), R2ErrorCodes.ChecksumMismatch) with { Most = 20 },
        Row("download big", "GetObject", "with a checksum of 157,286,400 parts", static told => told.Set("x-amz-checksum-crc32c", "AAAAAA==-157286400")) with { Most = 20 },
        Row("download big", "GetObject", "with a checksum of the wrong length", static told => told.Set("x-amz-checksum-crc32c", "AAAA"), R2ErrorCodes.ChecksumMismatch) with { Most = 20 },
        Row("head if match", "HeadObject", "about another version", static told => told.Set("ETag", $"\"{Mixed}\"")),
    ];

    private static IEnumerable<LieRow> Ranges() =>
    [
        .. ((string[])["get range", "get beyond the end", "get from", "get last", "get part of big"]).SelectMany(static deed => new LieRow[]
        {
            Row(deed, "GetObject", "200 with the whole object", static told => told.Without("Content-Range").Status(200).Of(new byte[1000])),
            Row(deed, "GetObject", "206 without a range", static told => told.Without("Content-Range")),
            Row(deed, "GetObject", "206 with the first ten bytes", static told => told.Set("Content-Range", "bytes 0-9/1000").Of(new byte[10])),
            Row(deed, "GetObject", "206 with a range that its length does not fit", static told => told.Of(new byte[told.Body.Length - 1])),
            Row(deed, "GetObject", "206 with a range beyond the object's end", static told => told.Set("Content-Range", $"bytes {1000 - told.Body.Length}-999/{900 - told.Body.Length}")),
        }),
        Row("get range", "GetObject", "206 with a range one byte off", static told => told.Set("Content-Range", "bytes 101-200/1000")),
        Row("get range", "GetObject", "206 of an object without a size", static told => told.Set("Content-Range", "bytes 100-199/*")),
        Row("get range", "GetObject", "206 in another unit", static told => told.Set("Content-Range", "lines 100-199/1000")),
        Row("get range", "GetObject", "206 with several ranges", static told => told.Without("Content-Range").Set("Content-Type", "multipart/byteranges; boundary=x")),
        Row("get", "GetObject", "206 with a part of the object", static told => told.Status(206).Set("Content-Range", "bytes 0-99/1000").Of(told.Body[..100])),
        Row("get", "GetObject", "200 that claims to be a range", static told => told.Set("Content-Range", "bytes 5-1004/2000")),
        Row("download", "GetObject", "206 with a part of the object", static told => told.Status(206).Set("Content-Range", "bytes 0-99/1000").Of(told.Body[..100])),
    ];

    private static IEnumerable<LieRow> Lists() =>
    [
        Row("list all", "ListObjectsV2", "with another document", static told => told.Xml("<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>")),
        Row("list all", "ListObjectsV2", "cut within the document", static told => told.Of(told.Body[..^30])),
        Row("list all", "ListObjectsV2", "compressed", static told => told.Of([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3]).Set("Content-Encoding", "gzip")),
        Row("list all", "ListObjectsV2", "with a document type", static told => told.Of("<!DOCTYPE x [<!ENTITY y 'z'>]>" + told.Text[(told.Text.IndexOf("?>", StringComparison.Ordinal) + 2)..])),
        Row("list all", "ListObjectsV2", "with bytes that are no UTF-8", static told => told.Of([.. "<ListBucketResult><Contents><Key>in/"u8, 0xff, .. "</Key></Contents></ListBucketResult>"u8])),
        Row("list all", "ListObjectsV2", "with half a surrogate pair in a key", static told => told.Replace("in%2Fa", "in%2F&#xD83D;")),
        Row("list all", "ListObjectsV2", "with an escape of half a surrogate pair", static told => told.Replace("in%2Fa", "in%2F%ED%A0%BD")),
        Row("list all", "ListObjectsV2", "about another bucket", static told => told.SetElement("Name", "other-bucket")),
        Row("list all", "ListObjectsV2", "with keys outside the prefix", static told => told.Replace("<Key>in%2F", "<Key>out%2F")),
        Row("list all", "ListObjectsV2", "with the same token for ever", static told => told.Xml("<ListBucketResult><Contents><Key>in/a</Key></Contents><IsTruncated>true</IsTruncated><NextContinuationToken>t</NextContinuationToken></ListBucketResult>")) with { IsHeard = false, Most = 4 },
        Row("list all", "ListObjectsV2", "with more to come and no token", static told => (told.Text.Contains("<NextContinuationToken>", StringComparison.Ordinal) ? told.WithoutElement("NextContinuationToken") : told).SetElement("IsTruncated", "true")),
        Row("list all", "ListObjectsV2", "with more keys than were asked for", static told => told.Replace(told.Element("Contents"), static entry => entry + entry + entry)),
        Row("list all", "ListObjectsV2", "with a negative size", static told => told.Replace("<Size>1000<", "<Size>-5<")),
        Row("list all", "ListObjectsV2", "with a size of 6 TiB", static told => told.Replace("<Size>1000<", "<Size>6597069766656<")),
        Row("list all", "ListObjectsV2", "with a size that is no number", static told => told.Replace("<Size>1000<", "<Size>many<")),
        Row("list all", "ListObjectsV2", "with an ETag that colours the terminal", static told => told.SetElement("ETag", "&#27;[31mred")),
        Row("list all", "ListObjectsV2", "with a storage class that colours the terminal", static told => told.SetElement("StorageClass", "&#27;[31mred")),
        Row("list all", "ListObjectsV2", "with groups that nobody asked for", static told => told.Replace("<IsTruncated>", "<CommonPrefixes><Prefix>in%2Fc%2F</Prefix></CommonPrefixes><IsTruncated>")),
        Row("list folder", "ListObjectsV2", "with groups outside the prefix", static told => told.Replace("<Prefix>in%2Fc%2F<", "<Prefix>out%2F<")),
        Row("list buckets", "ListBuckets", "with the same token for ever", static told => told.Add("cf-next-continuation-token", "t")) with { Most = 4 },
        Row("list buckets", "ListBuckets", "with a name that colours the terminal", static told => told.Replace("<Name>bucket<", "<Name>&#27;[31mred<")),
        Row("list uploads", "ListMultipartUploads", "and does not say whether it is all", static told => told.WithoutElement("IsTruncated")),
        Row("list parts", "ListParts", "and does not say whether it is all", static told => told.WithoutElement("IsTruncated")),
        Row("list uploads", "ListMultipartUploads", "with more to come and no marker", static told => told.SetElement("IsTruncated", "true")),
        Row("list uploads", "ListMultipartUploads", "with the same marker for ever", static told => Replaced(Replaced(told.SetElement("IsTruncated", "true"), "NextKeyMarker", "k"), "NextUploadIdMarker", "u")) with { Most = 4 },
        Row("list uploads", "ListMultipartUploads", "with keys outside the prefix", static told => told.Replace("<Key>in%2F", "<Key>out%2F")),
        Row("list uploads", "ListMultipartUploads", "about another bucket", static told => told.SetElement("Bucket", "other-bucket")),
        Row("list uploads", "ListMultipartUploads", "without an upload id", static told => told.WithoutElement("UploadId")),
        Row("list parts", "ListParts", "with more to come and no marker", static told => told.SetElement("IsTruncated", "true")),
        Row("list parts", "ListParts", "with a marker that goes back", static told => Replaced(told.SetElement("IsTruncated", "true"), "NextPartNumberMarker", "0")) with { Most = 4 },
        Row("list parts", "ListParts", "with a part number of 10,001", static told => told.SetElement("PartNumber", "10001")),
        Row("list parts", "ListParts", "with a part of negative size", static told => told.SetElement("Size", "-1")),
        Row("list parts", "ListParts", "about another upload", static told => told.SetElement("UploadId", "another")),
        Row("list parts", "ListParts", "about another key", static told => told.SetElement("Key", "another")),
        Row("list parts", "ListParts", "without the ETag of a part", static told => told.WithoutElement("ETag")),
        Row("read cors", "GetBucketCors", "with lifecycle rules", static told => told.Xml("<LifecycleConfiguration/>")),
        Row("read lifecycle", "GetBucketLifecycle", "with days that are no number", static told => told.SetElement("Days", "soon")),
        Row("read location", "GetBucketLocation", "empty", static _ => Told.Empty),
        Row("read encryption", "GetBucketEncryption", "without an algorithm", static told => told.WithoutElement("SSEAlgorithm")),
    ];

    private static IEnumerable<LieRow> Deletes() =>
    [
        Row("delete batch", "DeleteObjects", "and mentions no key", static told => told.Xml("<DeleteResult/>")),
        Row("delete batch", "DeleteObjects", "and mentions another key", static told => told.Xml("<DeleteResult><Deleted><Key>other</Key></Deleted></DeleteResult>")),
        Row("delete batch", "DeleteObjects", "and mentions one of two keys", static told => told.Xml("<DeleteResult><Deleted><Key>in/a</Key></Deleted></DeleteResult>")),
        Row("delete batch", "DeleteObjects", "with an error without a code", static told => told.Replace("</DeleteResult>", "<Error><Key>in/a</Key></Error></DeleteResult>")),
        Row("delete batch", "DeleteObjects", "both ways about one key", static told => told.Replace("</DeleteResult>", "<Error><Key>in/a</Key><Code>AccessDenied</Code></Error></DeleteResult>"), "AccessDenied"),
        Row("delete batch", "DeleteObjects", "with an error under 200", static told => told.Xml("<Error><Code>AccessDenied</Code></Error>"), "AccessDenied"),
    ];

    private static IEnumerable<LieRow> Uploads() =>
    [
        Row("create upload", "CreateMultipartUpload", "without an upload id", static told => told.WithoutElement("UploadId")),
        Row("create upload", "CreateMultipartUpload", "with an empty upload id", static told => told.SetElement("UploadId", "")),
        Row("create upload", "CreateMultipartUpload", "with an upload id that colours the terminal", static told => told.SetElement("UploadId", "&#27;[31mred")),
        Row("create upload", "CreateMultipartUpload", "about another key", static told => told.SetElement("Key", "other")),
        Row("create upload", "CreateMultipartUpload", "about another bucket", static told => told.SetElement("Bucket", "other-bucket")),
        Row("complete", "CompleteMultipartUpload", "without an ETag", static told => told.WithoutElement("ETag")),
        Row("complete", "CompleteMultipartUpload", "with the ETag of other parts", static told => told.SetElement("ETag", $"\"{Mixed}-1\""), R2ErrorCodes.ChecksumMismatch),
        Row("complete", "CompleteMultipartUpload", "with the ETag of a body", static told => told.SetElement("ETag", $"\"{Mixed}\""), R2ErrorCodes.ChecksumMismatch),
        Row("complete", "CompleteMultipartUpload", "about another key", static told => told.SetElement("Key", "other")),
        Row("complete", "CompleteMultipartUpload", "with an error under 200", static told => told.Xml("<Error><Code>AccessDenied</Code></Error>"), "AccessDenied"),
        Row("upload in parts", "CompleteMultipartUpload", "with the ETag of other parts", static told => told.SetElement("ETag", $"\"{Mixed}-3\""), R2ErrorCodes.ChecksumMismatch),
        Row("upload in parts", "CompleteMultipartUpload", "with a login page, and nothing is put together", static _ => Told.Page) with { IsHeard = false },
        Row("upload in parts", "UploadPart", "with a login page", static _ => Told.Page) with { IsHeard = false, Most = 20 },
    ];

    private static IEnumerable<LieRow> Copies() =>
    [
        .. ((string[])["copy request", "copy"]).SelectMany(static deed => new LieRow[]
        {
            Row(deed, "CopyObject", "without an ETag", static told => told.WithoutElement("ETag")),
            Row(deed, "CopyObject", "with an empty ETag", static told => told.SetElement("ETag", "")),
            Row(deed, "CopyObject", "with an error under 200", static told => told.Xml("<Error><Code>AccessDenied</Code></Error>"), "AccessDenied"),
            Row(deed, "CopyObject", "with the document of a part", static told => told.Of(told.Text.Replace("CopyObjectResult", "CopyPartResult", StringComparison.Ordinal))),
        }),
        Row("move", "CopyObject", "with an error under 200", static told => told.Xml("<Error><Code>AccessDenied</Code></Error>"), "AccessDenied") with { IsHeard = false },
        Row("move", "CopyObject", "without an ETag, and nothing is copied", static told => told.Xml("<CopyObjectResult/>")) with { IsHeard = false },
        Row("copy part", "UploadPartCopy", "without an ETag", static told => told.WithoutElement("ETag")),
        Row("copy part", "UploadPartCopy", "with an error under 200", static told => told.Xml("<Error><Code>AccessDenied</Code></Error>"), "AccessDenied"),
        Row("copy big", "CompleteMultipartUpload", "with the ETag of other parts", static told => told.SetElement("ETag", $"\"{Mixed}-3\""), R2ErrorCodes.ChecksumMismatch),
        Row("move", "DeleteObject", "200 and nothing", static _ => Told.Empty) with { IsHeard = false },
        Row("move big", "CompleteMultipartUpload", "with a login page", static _ => Told.Page) with { IsHeard = false },
        Row("move", "HeadObject", "with a length one too long", static told => told.Set("Content-Length", "1001"), R2ErrorCodes.ChecksumMismatch) with { OnlyWith = " /bucket/new ", Most = 4 },
        Row("copy", "HeadObject", "with a copy that is one byte too long", static told => told.Set("Content-Length", "1001"), R2ErrorCodes.ChecksumMismatch) with { OnlyWith = " /bucket/new ", Most = 4 },
        Row("copy", "HeadObject", "with another ETag than the copy got", static told => told.Set("ETag", $"\"{Mixed}\""), R2ErrorCodes.ObjectChanged) with { OnlyWith = " /bucket/new ", Most = 4 },
        Row("copy", "CopyObject", "with another ETag than the object has", static told => told.SetElement("ETag", $"\"{Mixed}\""), R2ErrorCodes.ObjectChanged),
        Row("copy big", "HeadObject", "with another ETag than the copy got", static told => told.Set("ETag", $"\"{Mixed}-3\""), R2ErrorCodes.ObjectChanged) with { OnlyWith = " /bucket/new ", Most = 4 },
    ];

    /// <summary>HTTP itself.</summary>
    private static IEnumerable<LieRow> Wire() =>
    [
        Row("get", "GetObject", "and closes within the head", static told => told with { EndsInHead = true }, R2ErrorCodes.ConnectionFailed) with { Most = 10 },
        Row("put", "PutObject", "and closes within the head", static told => told with { EndsInHead = true }, R2ErrorCodes.ConnectionFailed) with { Most = 10 },
        Row("get", "GetObject", "with a status line that is none", static told => told with { StatusLine = "ICY 200 OK" }, R2ErrorCodes.ConnectionFailed) with { Most = 10 },
        Row("list all", "ListObjectsV2", "shorter than its length", static told => told.Set("Content-Length", "100000") with { StopAfter = 100_000 }, R2ErrorCodes.ConnectionFailed) with { Most = 10 },
        Row("list all", "ListObjectsV2", "with two lengths", static told => told.Add("Content-Length", "10")),
        Row("put", "PutObject", "with two lengths", static told => told.Add("Content-Length", "10")),
        Row("get", "GetObject", "and then nothing comes", static told => told with { StopAfter = 500, Stalls = true }, R2ErrorCodes.Timeout) with { Most = 10 },
        Row("put", "PutObject", "103 without end", static told => told with { Before = string.Concat(Enumerable.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 20)), StatusLine = "HTTP/1.1 103 Early Hints", Stalls = true }, R2ErrorCodes.Timeout) with { Most = 10 },
        Row("list all", "ListObjectsV2", "with a document of 17 MiB", static told => told.Xml($"<ListBucketResult>{new string(' ', 17 << 20)}</ListBucketResult>")),
    ];

    /// <summary>Refusals are believed, and still may not speak to the terminal.</summary>
    private static IEnumerable<LieRow> Errors() =>
    [
        Row("get", "GetObject", "with an error that colours the terminal", static told => told.Status(403).Xml($"<Error><Code>AccessDenied</Code><Message>&#27;[31mred&#7;</Message><RequestId>&#27;]0;title&#7;</RequestId></Error>"), "AccessDenied"),
        Row("get", "GetObject", "with an error of 200,000 characters", static told => told.Status(403).Xml($"<Error><Code>AccessDenied</Code><Message>{new string('x', 200_000)}</Message></Error>"), "AccessDenied"),
        Row("get", "GetObject", "with an error whose code is none", static told => told.Status(403).Xml($"<Error><Code>a b&#27;c</Code></Error>"), "AccessDenied"),
        Row("get", "GetObject", "with a refusal dated 9999", static told => told.Status(403).Set("Date", "Fri, 31 Dec 9999 23:59:59 GMT").Xml("<Error><Code>AccessDenied</Code></Error>"), "AccessDenied"),
    ];

    /// <summary>What is odd, and true.</summary>
    private static IEnumerable<LieRow> Truths() =>
    [
        Row("get", "GetObject", "206 with all of it", static told => told.Status(206).Set("Content-Range", "bytes 0-999/1000"), null),
        Row("get first part", "GetObject", "200 with all of it", static told => told.Without("Content-Range").Status(200), null),
        Row("get all by range", "GetObject", "200 with all of it", static told => told.Without("Content-Range").Status(200), null),
        Row("get", "GetObject", "with its ETag without quotes", static told => told.Set("ETag", told.Header("ETag")!.Trim('"')), null),
        Row("get", "GetObject", "with the same length twice", static told => told.Add("Content-Length", "1000"), null),
        Row("get", "GetObject", "after 100 and 103", static told => told with { Before = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" }, null),
        Row("put", "PutObject", "201 with the ETag", static told => told.Status(201), null),
        Row("upload", "PutObject", "a login page once", static _ => Told.Page, null) with { IsHeard = false, Times = 1 },
        Row("download", "GetObject", "a login page once", static _ => Told.Page, null) with { IsHeard = false, Times = 1 },
        Row("upload in parts", "CompleteMultipartUpload", "with a login page, and the parts are together", static _ => Told.Page, null),
        Row("upload in parts", "UploadPart", "without ETags, and lists the parts with them", static told => told.Without("ETag"), null) with { Most = 20 },
        Row("move", "CopyObject", "with a login page, and it is copied", static told => told.StatusLine.Contains("200", StringComparison.Ordinal) ? Told.Page : told, null),
        Row("delete batch", "DeleteObjects", "and mentions no key once", static told => told.Xml("<DeleteResult/>"), null) with { Times = 1 },
        Row("delete batch", "DeleteObjects", "and mentions another key too", static told => told.Replace("</DeleteResult>", "<Deleted><Key>other</Key></Deleted><Error><Key>key</Key><Code>AccessDenied</Code></Error></DeleteResult>"), null),
        Row("list all", "ListObjectsV2", "in another namespace", static told => told.Of(told.Text.Replace("http://s3.amazonaws.com/doc/2006-03-01/", "urn:x", StringComparison.Ordinal)), null) with { Most = 4 },
        Row("list all", "ListObjectsV2", "with blanks before it", static told => told.Of("\n  " + told.Text), null) with { Most = 4 },
        Row("download", "GetObject", "cut short once", static told => told with { StopAfter = 500 }, null) with { Times = 1 },
        Row("write cors", "PutBucketCors", "empty in chunks", static told => told.Without("Content-Length").Add("Transfer-Encoding", "chunked") with { Body = "0\r\n\r\n"u8.ToArray() }, null),
        Row("delete", "DeleteObject", "dated 9999", static told => told.Set("Date", "Fri, 31 Dec 9999 23:59:59 GMT"), null),
    ];

    private static LieRow Row(string deed, string operation, string lie, Func<Told, Told> tell, string? becomes = R2ErrorCodes.InvalidResponse) => new(deed, operation, lie, tell, becomes);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The answer to a range, which is what continues a download; null for another.</summary>
    private static Told? Slice(Told told) => told.Header("Content-Range") is null ? null : told;

    private static Told Cut(Told told) => told with { StopAfter = 500 };

    /// <summary>Sets an element of the root, whether it is there or not.</summary>
    private static Told Replaced(Told told, string element, string text)
    {
        Told without = told.Text.Contains($"<{element}>", StringComparison.Ordinal) ? told.WithoutElement(element) : told;
        return without.Replace("</IsTruncated>", $"</IsTruncated><{element}>{text}</{element}>");
    }
}
