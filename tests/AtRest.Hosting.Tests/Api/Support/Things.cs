using System.Text;
using System.Text.Json;

namespace AtRest.Hosting.Tests.Api.Support;

/// <summary>What a customer has that another one must not see.</summary>
internal sealed record Things(string Organization, string Cluster, string Report, string Audit)
{
    /// <summary>The ID of a key of the organization, which may have been revoked.</summary>
    public string Key { get; init; } = "777777777777";

    /// <summary>The ID of a key of the operators, which may have been revoked.</summary>
    public string OperatorKey { get; init; } = "888888888888";

    /// <summary>A key that opens the organization's calendar.</summary>
    public string Calendar { get; init; } = "atrestcal_0";

    /// <summary>The ID of a notification endpoint of the organization, which may have been revoked.</summary>
    public string Endpoint { get; init; } = "999999999999";

    /// <summary>The ID of a notification endpoint that is not revoked.</summary>
    public string TestedEndpoint { get; init; } = "999999999999";

    /// <summary>Nothing that there is.</summary>
    public static Things None { get; } = new("nobody", "44444444-4444-4444-8444-444444444444", "55555555-5555-4555-8555-555555555555", "66666666-6666-4666-8666-666666666666");

    /// <summary>Makes the keys, with the keys of an administrator and of an operator.</summary>
    public async Task<Things> WithKeysAsync(ApiServer server, string administrator, string operators) => this with
    {
        Key = (await MakeKeyAsync(server, $"/api/organizations/{Organization}/keys", administrator, "{}")).GetProperty("key").GetProperty("id").GetString()!,
        OperatorKey = (await MakeKeyAsync(server, "/api/operators/keys", operators, "{}")).GetProperty("key").GetProperty("id").GetString()!,
        Endpoint = await MakeEndpointAsync(server, administrator),
        TestedEndpoint = await MakeEndpointAsync(server, administrator),
        Calendar = (await MakeKeyAsync(server, $"/api/organizations/{Organization}/keys", administrator, """{ "kind": "calendar" }""")).GetProperty("secret").GetString()!,
    };

    private async Task<string> MakeEndpointAsync(ApiServer server, string administrator) =>
        (await MakeKeyAsync(server, $"/api/organizations/{Organization}/notifications", administrator, Fleet.Endpoint)).GetProperty("endpoint").GetProperty("id").GetString()!;

    private static async Task<JsonElement> MakeKeyAsync(ApiServer server, string path, string key, string body)
    {
        var made = await server.SendAsync(HttpMethod.Post, path, key, new StringContent(body, Encoding.UTF8, "application/json"));
        ((int)made.Status).ShouldBe(201, made.Body);
        return made.Json;
    }

    /// <summary>Audits a cluster, so that there is a report.</summary>
    public static async Task<Things> MakeAsync(ApiServer server, string organization, string cluster, string key)
    {
        var audited = await server.SendAsync(HttpMethod.Post, $"/api/organizations/{organization}/clusters/{cluster}/report", key);
        ((int)audited.Status).ShouldBe(200, audited.Body + server.Log.Text);
        var report = (await server.GetAsync($"/api/organizations/{organization}/reports", key)).Json.GetProperty("reports")[0];
        return new Things(organization, cluster, report.GetProperty("id").GetString()!, report.GetProperty("auditId").GetString()!);
    }
}
