using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;

namespace AtRest.Functions.Invocations;

/// <summary>What the host expects to be answered: JSON, always. An empty answer would have it wait until the function times out, and then kill the handler.</summary>
/// <param name="Outputs">Output bindings; we have none.</param>
/// <param name="Logs">Lines for the function's log in the host.</param>
/// <param name="ReturnValue">We have none.</param>
internal sealed record InvocationAnswer(IReadOnlyDictionary<string, string> Outputs, IReadOnlyList<string> Logs, string? ReturnValue)
{
    public static InvocationAnswer Done { get; } = new(new Dictionary<string, string>(), [], null);

    public static InvocationAnswer Failed(string message) => Done with { Logs = [message] };

    public async Task WriteAsync(HttpResponse response, int status)
    {
        response.StatusCode = status;
        response.ContentType = "application/json";
        // With its length, not chunked: whole or not there.
        var body = JsonSerializer.SerializeToUtf8Bytes(this, InvocationJson.Default.InvocationAnswer);
        response.ContentLength = body.Length;
        await response.Body.WriteAsync(body, response.HttpContext.RequestAborted).ConfigureAwait(false);
    }
}

[JsonSerializable(typeof(InvocationAnswer))]
[JsonSerializable(typeof(string))]
internal sealed partial class InvocationJson : JsonSerializerContext;
