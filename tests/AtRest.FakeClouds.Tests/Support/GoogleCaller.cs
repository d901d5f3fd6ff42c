using System.Net.Http.Headers;

namespace AtRest.FakeClouds.Tests.Support;

/// <summary>Calls a fake cloud like a client of Google's REST APIs.</summary>
internal sealed record GoogleCaller(FakeCloud Cloud)
{
    public const string Ring = "projects/p/locations/europe-west1/keyRings/r";
    public const string Key = $"{Ring}/cryptoKeys/k";

    private static readonly HttpClient Http = new();

    /// <summary>Null: none.</summary>
    public string? Token { get; init; } = "any";

    public async Task<Answer> GetAsync(string pathAndQuery)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(Cloud.Endpoint, "/v1/" + pathAndQuery));
        request.Headers.Authorization = Token is null ? null : new AuthenticationHeaderValue("Bearer", Token);
        return await SendAsync(request);
    }

    /// <summary>Requests a token with an assertion of these claims.</summary>
    public async Task<Answer> TokenAsync(string claims, string grant = "urn:ietf:params:oauth:grant-type:jwt-bearer")
    {
        string payload = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(claims)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        using HttpRequestMessage request = new(HttpMethod.Post, new Uri(Cloud.Endpoint, "/token"))
        {
            Content = new FormUrlEncodedContent([new("grant_type", grant), new("assertion", $"e30.{payload}.c2ln")]),
        };
        return await SendAsync(request);
    }

    private static async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        using HttpResponseMessage response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        string body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ILookup<string, string> headers = response.Headers
            .SelectMany(header => header.Value.Select(value => (header.Key, value)))
            .ToLookup(pair => pair.Key, pair => pair.value, StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.ToString() ?? "", body, headers);
    }
}
