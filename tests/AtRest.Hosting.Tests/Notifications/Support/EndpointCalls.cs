using System.Text;
using System.Text.Json;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Notifications.Support;

/// <summary>Requests about the endpoints that an organization makes.</summary>
internal static class EndpointCalls
{
    public const string Address = "/api/organizations/acme/notifications";

    /// <summary>The settings of a server that allows no private addresses.</summary>
    public static Dictionary<string, string?> Limited()
    {
        var settings = Fleet.Settings();
        settings["AtRest:NotificationEndpoints:AllowPrivateAddresses"] = null;
        return settings;
    }

    public static Task<Reply> OrderAsync(ApiServer server, string body, string? request = null, string? key = null) => server.SendAsync(HttpMethod.Post, Address, message =>
    {
        message.Headers.Add("x-api-key", key ?? Fleet.AcmeKey);
        message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (request is not null)
        {
            message.Headers.Add("Idempotency-Key", request);
        }
    });

    public static async Task<(string Id, string? Secret)> MakeAsync(ApiServer server, string body)
    {
        var made = await OrderAsync(server, body);
        ((int)made.Status).ShouldBe(201, made.Body);
        return (made.Json.GetProperty("endpoint").GetProperty("id").GetString()!, made.Json.TryGetProperty("secret", out var secret) ? secret.GetString() : null);
    }

    public static async Task<JsonElement> TestAsync(ApiServer server, string id)
    {
        var reply = await server.SendAsync(HttpMethod.Post, $"{Address}/{id}/test", Fleet.AcmeKey);
        ((int)reply.Status).ShouldBe(200, reply.Body);
        return reply.Json;
    }
}
