using System.Text.Json;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Answers <c>GET /_calls</c> and <c>POST /_reset</c>, for programs that run the fake clouds as a process. The name of a bucket cannot start with an underscore.</summary>
internal static class ControlEndpoint
{
    public static Reply? Answer(HttpRequest request, CallLog log)
    {
        switch (request.Method, request.Path.Value)
        {
            case ("GET", "/_calls"):
                string body = JsonSerializer.Serialize(new { calls = log.CountArrived(), successful = log.CountSuccessful() });
                return new Reply(StatusCodes.Status200OK, "application/json", body);
            case ("POST", "/_reset"):
                log.Reset();
                return new Reply(StatusCodes.Status200OK, "application/json", "{}");
            default:
                return null;
        }
    }
}
