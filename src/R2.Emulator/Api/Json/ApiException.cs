using System.Text.Json.Nodes;

namespace R2.Emulator.Api.Json;

/// <summary>Ends a request to the API with an error in its envelope.</summary>
internal sealed class ApiException : Exception
{
    public ApiException(int status, int code, string message, string? pointer = null)
        : base(message)
    {
        Status = status;
        Code = code;
        Pointer = pointer;
    }

    public int Status { get; }

    /// <summary>Cloudflare's number of the error.</summary>
    public int Code { get; }

    /// <summary>JSON pointer to what is wrong in the request's body; null if it is not the body.</summary>
    public string? Pointer { get; }

    public JsonObject ToJson()
    {
        JsonObject error = new JsonObject { ["code"] = Code, ["message"] = Message };
        if (Pointer is not null)
        {
            error["source"] = new JsonObject { ["pointer"] = Pointer };
        }

        return error;
    }
}
