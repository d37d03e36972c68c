using R2.Emulator.Api.Json;

namespace R2.Emulator.Api.Routing;

/// <summary>One operation of the API.</summary>
/// <param name="Method">HTTP method.</param>
/// <param name="Path">Path below <c>/client/v4/</c>; a segment in braces stands for a value.</param>
/// <param name="Operation">Its id in Cloudflare's OpenAPI document, by which faults and the request log name it.</param>
/// <param name="Groups">The permission groups, any of which is enough; empty if every token may.</param>
/// <param name="Run">Handles the request.</param>
internal sealed record ApiRoute(string Method, string Path, string Operation, IReadOnlyList<string> Groups, Func<ApiContext, ApiResult> Run)
{
    private readonly string[] _segments = Path.Split('/');

    /// <summary>The values of this path; null if it is another route's.</summary>
    public Dictionary<string, string>? Match(IReadOnlyList<string> path)
    {
        if (path.Count != _segments.Length)
        {
            return null;
        }

        Dictionary<string, string> values = [];
        for (int at = 0; at < path.Count; at++)
        {
            if (_segments[at].StartsWith('{'))
            {
                values[_segments[at].Trim('{', '}')] = path[at];
            }
            else if (_segments[at] != path[at])
            {
                return null;
            }
        }

        return values;
    }
}
