using System.Net;

namespace R2.Conformance.Client;

/// <summary>What a check insists on.</summary>
internal static class Verify
{
    public static void Equal<T>(T expected, T actual, string what)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new CheckFailedException($"{what} is '{actual}', not '{expected}'");
        }
    }

    public static void Sequence<T>(IEnumerable<T> expected, IEnumerable<T> actual, string what) =>
        Equal(string.Join(" | ", expected), string.Join(" | ", actual), what);

    public static void True(bool condition, string what)
    {
        if (!condition)
        {
            throw new CheckFailedException(what);
        }
    }

    /// <summary>The client must throw, with R2's code. A connection that broke is no answer, and passes through.</summary>
    public static async Task<R2Exception> ThrowsAsync(string code, Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (R2Exception e) when (e.Code != R2ErrorCodes.ConnectionFailed)
        {
            Equal(code, e.Code, $"the error code (status {(int?)e.StatusCode})");
            return e;
        }

        throw new CheckFailedException($"succeeded; it should fail with {code}");
    }

    public static async Task StatusAsync(HttpStatusCode expected, HttpResponseMessage answer)
    {
        if (answer.StatusCode != expected)
        {
            string body = await answer.Content.ReadAsStringAsync();
            throw new CheckFailedException($"the status is {(int)answer.StatusCode}, not {(int)expected}: {body[..Math.Min(body.Length, 300)]}");
        }
    }
}
