using System.Diagnostics;
using System.Globalization;
using System.Net;
using R2.Diagnostics.Metrics;
using R2.Requests;

namespace R2.Diagnostics.Tracing;

/// <summary>
/// The activity of one operation, with OpenTelemetry's names. https://opentelemetry.io/docs/specs/semconv/object-stores/s3/
/// and, for what is HTTP's, https://opentelemetry.io/docs/specs/semconv/http/http-spans/
/// </summary>
internal static class RequestActivity
{
    public static Activity? Start(S3Request request, HttpRequestMessage message)
    {
        if (!Instruments.Activities.HasListeners() || Instruments.Activities.StartActivity(request.IsOfApi ? request.Operation : "S3." + request.Operation, ActivityKind.Client) is not { } activity)
        {
            return null;
        }

        if (activity.IsAllDataRequested)
        {
            activity
                .SetTag("rpc.system", request.IsOfApi ? "cloudflare-api" : "aws-api")
                .SetTag("rpc.service", request.IsOfApi ? "R2" : "S3")
                .SetTag("rpc.method", request.Operation)
                .SetTag("http.request.method", message.Method.Method)
                .SetTag("server.address", message.RequestUri!.Host)
                .SetTag("server.port", message.RequestUri.Port)
                .SetTag("aws.s3.bucket", request.Bucket)
                .SetTag("aws.s3.key", request.Key)
                .SetTag("aws.s3.upload_id", request.QueryValue("uploadId"))
                .SetTag("aws.s3.part_number", int.TryParse(request.QueryValue("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null);
        }

        return activity;
    }

    public static void End(Activity? activity, HttpStatusCode? status, string? requestId, string? error, int attempts)
    {
        if (activity is null)
        {
            return;
        }

        if (activity.IsAllDataRequested)
        {
            activity
                .SetTag("http.response.status_code", (int?)status)
                .SetTag("aws.request_id", requestId)
                .SetTag("http.request.resend_count", attempts > 1 ? attempts - 1 : null)
                .SetTag("error.type", error);
        }

        if (error is not null)
        {
            activity.SetStatus(ActivityStatusCode.Error);
        }

        activity.Dispose();
    }
}
