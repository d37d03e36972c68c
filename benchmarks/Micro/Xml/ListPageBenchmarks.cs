using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3.Model.Internal.MarshallTransformations;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;
using R2.Models;
using R2.Xml;
using R2.Xml.Documents;

namespace R2.Benchmarks.Xml;

/// <summary>From the bytes of a page to its objects.</summary>
public class ListPageBenchmarks
{
    private byte[] _document = [];

    [Params(100, 1000)]
    public int Keys { get; set; } = 100;

    [GlobalSetup]
    public void Setup() => _document = Documents.List(Keys);

    [Benchmark(Baseline = true)]
    public R2ObjectPage R2()
    {
        using XmlBody body = XmlBody.FromBytes(_document);
        return ListDocument.Read(body, Sample.Bucket);
    }

    [Benchmark]
    public AmazonWebServiceResponse AwsSdk()
    {
        using XmlUnmarshallerContext context = new AwsResponse(HttpStatusCode.OK, _document).Open();
        return ListObjectsV2ResponseUnmarshaller.Instance.Unmarshall(context);
    }
}
