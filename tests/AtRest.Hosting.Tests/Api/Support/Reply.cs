using System.Net;
using System.Text.Json;

namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>An answer, read to its end.</summary>
internal sealed record Reply(HttpStatusCode Status, Dictionary<string, string> Headers, string Body)
{
    public string? MediaType => Headers.GetValueOrDefault("Content-Type");

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The body without what is different each time.</summary>
    public string Shape => Body[..Math.Max(0, Body.IndexOf("\"traceId\"", StringComparison.Ordinal))];

    public static async Task<Reply> OfAsync(HttpResponseMessage response)
    {
        Dictionary<string, string> headers = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
        {
            headers[name] = string.Join(", ", values);
        }

        return new Reply(response.StatusCode, headers, await response.Content.ReadAsStringAsync());
    }

    /// <summary>That it is problem details, complete and of this status.</summary>
    public void ShouldBeProblem(int status)
    {
        ((int)Status).ShouldBe(status, Body);
        MediaType.ShouldBe("application/problem+json");
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Json.GetProperty("type").GetString()!.ShouldStartWith("urn:atrest:problem:");
        Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        Headers["Cache-Control"].ShouldBe("no-store");
        Body.ShouldNotContain("   at ");
    }
}
