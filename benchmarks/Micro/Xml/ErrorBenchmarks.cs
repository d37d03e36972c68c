using System.Net;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.S3.Model.Internal.MarshallTransformations;
using BenchmarkDotNet.Attributes;
using R2.Benchmarks.Support;
using R2.Errors;
using R2.Requests;

namespace R2.Benchmarks.Xml;

/// <summary>From an answer of 404 to the exception that will be thrown. Throwing it costs both sides the same, and is left out.</summary>
public class ErrorBenchmarks
{
    private readonly S3Exchange _exchange = Sample.Exchange(S3Request.Get("GetObject", Sample.Bucket, Sample.Key));

    [Benchmark(Baseline = true)]
    public Task<R2Exception> R2()
    {
        HttpResponseMessage answer = new(HttpStatusCode.NotFound) { Content = new ByteArrayContent(Documents.Error) };
        return ResponseErrors.ReadAsync(new S3Response(_exchange, answer), TimeProvider.System, CancellationToken.None);
    }

    [Benchmark]
    public AmazonServiceException AwsSdk()
    {
        using XmlUnmarshallerContext context = new AwsResponse(HttpStatusCode.NotFound, Documents.Error).Open();
        return GetObjectResponseUnmarshaller.Instance.UnmarshallException(context, null, HttpStatusCode.NotFound);
    }
}
