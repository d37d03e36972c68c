using System.Text;

namespace R2.Unit.Support.Lies;

/// <summary>A request as it came.</summary>
internal sealed record Heard(string Method, string Target, string Head, byte[] Body)
{
    /// <summary>Name of its operation in S3.</summary>
    public string Operation { get; } = OperationOf(Method, Target, Head);

    public static Heard Parse(string head, byte[] body)
    {
        string[] line = head[..head.IndexOf("\r\n", StringComparison.Ordinal)].Split(' ');
        return new(line[0], line[1], head, body);
    }

    /// <summary>The same request, after which the server closes the connection. What is added is not signed.</summary>
    public byte[] ForTheLastTime() => [.. Encoding.Latin1.GetBytes(Head.Insert(Head.IndexOf("\r\n", StringComparison.Ordinal) + 2, "Connection: close\r\n")), .. Body];

    private static string OperationOf(string method, string target, string head)
    {
        string[] split = target.Split('?', 2);
        string[] names = split[0].Trim('/').Split('/', 2);
        bool Asks(string name) => split.Length == 2 && split[1].Split('&').Any(parameter => parameter.Split('=')[0] == name);
        bool copies = head.Contains("\r\nx-amz-copy-source:", StringComparison.OrdinalIgnoreCase);
        if (names[0].Length == 0)
        {
            return "ListBuckets";
        }

        if (names.Length == 2 && names[1].Length > 0)
        {
            return method switch
            {
                "GET" => Asks("uploadId") ? "ListParts" : "GetObject",
                "HEAD" => "HeadObject",
                "DELETE" => Asks("uploadId") ? "AbortMultipartUpload" : "DeleteObject",
                "POST" => Asks("uploads") ? "CreateMultipartUpload" : "CompleteMultipartUpload",
                _ => Asks("partNumber") ? copies ? "UploadPartCopy" : "UploadPart" : copies ? "CopyObject" : "PutObject",
            };
        }

        string about = Asks("cors") ? "Cors" : Asks("lifecycle") ? "Lifecycle" : Asks("location") ? "Location" : Asks("encryption") ? "Encryption" : "";
        return (method, about) switch
        {
            ("GET", "") => Asks("uploads") ? "ListMultipartUploads" : Asks("list-type") ? "ListObjectsV2" : "ListObjects",
            ("HEAD", _) => "HeadBucket",
            ("POST", _) => "DeleteObjects",
            ("PUT", "") => "CreateBucket",
            ("DELETE", "") => "DeleteBucket",
            (var verb, var settings) => $"{verb[0]}{verb[1..].ToLowerInvariant()}Bucket{settings}",
        };
    }
}
