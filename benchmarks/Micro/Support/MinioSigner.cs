using System.Linq.Expressions;
using System.Reflection;
using Minio;

namespace R2.Benchmarks.Support;

/// <summary>Minio's signer is internal: compiled once into delegates, so that reflection is no part of what is measured.</summary>
internal static class MinioSigner
{
    private const BindingFlags Any = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    private static readonly Type s_signer = typeof(MinioClient).Assembly.GetType("Minio.V4Authenticator", throwOnError: true)!;
    private static readonly Type s_request = typeof(MinioClient).Assembly.GetType("Minio.HttpRequestMessageBuilder", throwOnError: true)!;

    private static readonly Func<string, object> s_create = CompileCreate();
    private static readonly Func<object, object, string> s_sign = CompileSign();

    /// <summary>A signer for a secret.</summary>
    public static object Create(string secret) => s_create(secret);

    /// <summary>Value for the Authorization header.</summary>
    public static string Sign(object signer, object request) => s_sign(signer, request);

    public static object From(HttpRequestMessage message)
    {
        object request = Activator.CreateInstance(s_request, message.Method, message.RequestUri)!;
        MethodInfo addHeader = s_request.GetMethod("AddOrUpdateHeaderParameter", Any)!;
        foreach ((string name, string value) in AwsRequest.SignedHeaders(message))
        {
            addHeader.Invoke(request, [name, value]);
        }

        return request;
    }

    private static Func<string, object> CompileCreate()
    {
        ParameterExpression secret = Expression.Parameter(typeof(string));
        NewExpression create = Expression.New(
            s_signer.GetConstructors(Any).Single(),
            Expression.Constant(true),
            Expression.Constant(Sample.AccessKeyId),
            secret,
            Expression.Constant(Sample.Region),
            Expression.Constant(null, typeof(string)));
        return Expression.Lambda<Func<string, object>>(create, secret).Compile();
    }

    private static Func<object, object, string> CompileSign()
    {
        ParameterExpression signer = Expression.Parameter(typeof(object));
        ParameterExpression request = Expression.Parameter(typeof(object));
        MethodCallExpression call = Expression.Call(
            Expression.Convert(signer, s_signer),
            s_signer.GetMethod("Authenticate", Any)!,
            Expression.Convert(request, s_request),
            Expression.Constant(false));
        return Expression.Lambda<Func<object, object, string>>(call, signer, request).Compile();
    }
}
