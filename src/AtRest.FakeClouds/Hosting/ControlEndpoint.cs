using System.Text.Json;

namespace AtRest.FakeClouds.Hosting;

/// <summary>For programs that cannot look at <see cref="FakeCloud"/> itself: <c>GET /_calls</c> and <c>POST /_reset</c>. No bucket's name begins with an underscore.</summary>
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
