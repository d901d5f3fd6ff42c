using System.Text;
using System.Text.Json;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Keys;

/// <summary>Makes and uses keys through the API.</summary>
internal static class KeyMaker
{
    public const string AcmeKeys = "/api/organizations/acme/keys";
    public const string OperatorKeys = "/api/operators/keys";

    public static Task<Reply> OrderAsync(ApiServer server, string path, string key, string body = "{}", string? request = null) => server.SendAsync(HttpMethod.Post, path, message =>
    {
        message.Headers.Add("x-api-key", key);
        message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (request is not null)
        {
            message.Headers.Add("Idempotency-Key", request);
        }
    });

    /// <summary>The ID and the text of a new key.</summary>
    public static async Task<(string Id, string Text)> MakeAsync(ApiServer server, string path, string key, string body = "{}")
    {
        var made = await OrderAsync(server, path, key, body);
        ((int)made.Status).ShouldBe(201, made.Body);
        return (made.Json.GetProperty("key").GetProperty("id").GetString()!, made.Json.GetProperty("secret").GetString()!);
    }

    public static async Task<JsonElement> FindAsync(ApiServer server, string path, string key, string id) =>
        (await server.GetAsync(path, key)).Json.GetProperty("keys").EnumerateArray().Single(entry => entry.GetProperty("id").GetString() == id);

    public static async Task<int> StatusAsync(ApiServer server, string key) => (int)(await server.GetAsync("/api/organizations/acme/clusters", key)).Status;

    /// <summary>One more worker on the storage of another.</summary>
    public static Dictionary<string, string?> OnStorageOf(ApiServer server)
    {
        var settings = Fleet.Settings();
        settings["AtRest:Storage:Folder"] = server.Data;
        return settings;
    }
}
