using System.Net.Http.Headers;

namespace AtRest.FakeClouds.Tests.Support;

/// <summary>Gets tokens like an app on Azure, and exchanges them.</summary>
internal static class IdentityCaller
{
    private static readonly HttpClient Http = new();

    public static async Task<Answer> GetAsync(FakeCloud cloud, string resource, string? header = "identity-header", string? clientId = null)
    {
        string query = $"msi/token?api-version=2019-08-01&resource={Uri.EscapeDataString(resource)}" + (clientId is null ? "" : $"&client_id={clientId}");
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(cloud.Endpoint, query));
        if (header is not null)
        {
            request.Headers.Add("X-IDENTITY-HEADER", header);
        }

        return await SendAsync(request);
    }

    public static async Task<string> TokenAsync(FakeCloud cloud, string resource) => (string)(await GetAsync(cloud, resource)).Json["access_token"]!;

    /// <summary>The exchange at AWS: a form without a signature.</summary>
    public static Task<Answer> AssumeAsync(FakeCloud cloud, string role, string token) => PostAsync(
        cloud, "/", [new("Action", "AssumeRoleWithWebIdentity"), new("Version", "2011-06-15"), new("RoleArn", role), new("RoleSessionName", "test"), new("WebIdentityToken", token)]);

    /// <summary>The exchange at Google.</summary>
    public static Task<Answer> ExchangeAsync(FakeCloud cloud, string provider, string token) => PostAsync(cloud, "/v1/token",
    [
        new("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), new("audience", provider), new("subject_token", token),
        new("requested_token_type", "urn:ietf:params:oauth:token-type:access_token"), new("subject_token_type", "urn:ietf:params:oauth:token-type:jwt"), new("scope", "s"),
    ]);

    public static async Task<Answer> GenerateAsync(FakeCloud cloud, string account, string token, string body = """{"scope":["s"]}""")
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(cloud.Endpoint, $"/v1/projects/-/serviceAccounts/{account}:generateAccessToken")) { Content = new StringContent(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await SendAsync(request);
    }

    private static async Task<Answer> PostAsync(FakeCloud cloud, string path, KeyValuePair<string, string>[] form)
    {
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(cloud.Endpoint, path)) { Content = new FormUrlEncodedContent(form) };
        return await SendAsync(request);
    }

    private static async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", body, Array.Empty<string>().ToLookup(name => name));
    }
}
