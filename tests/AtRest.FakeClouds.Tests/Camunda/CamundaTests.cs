using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.FakeClouds.Tests.Camunda;

public sealed class CamundaTests : IDisposable
{
    private readonly HttpClient http = new();
    private readonly FakeTimeProvider time = new(Clouds.Now);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task GetClusters_WithToken_ListsTheClientsClusters()
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda);

        JsonArray clusters = (JsonArray)await GetAsync(cloud, "clusters", await TokenAsync(cloud));

        ((string?)clusters.ShouldHaveSingleItem()!["uuid"]).ShouldBe("u-1");
        ((string?)clusters[0]!["region"]!["name"]).ShouldBe("Belgium, Europe (europe-west1)");
        ((string?)clusters[0]!["encryption"]!["status"]).ShouldBe("Ready");
        clusters[0]!["links"].ShouldNotBeNull();
        cloud.Calls.Keys.ShouldBe(["camunda:GetClusters", "camunda:GetToken"]);
    }

    [Fact]
    public async Task GetClustersParameters_WithToken_NamesTheProviderOfARegion()
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda);

        JsonNode parameters = await GetAsync(cloud, "clusters/parameters", await TokenAsync(cloud));

        parameters["regions"]!.AsArray().Single(region => (string?)region!["name"] == "Frankfurt, Europe (eu-central-1)")!["provider"]!.ToString().ShouldBe("AWS");
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&audience=api.cloud.camunda.io&client_id=client&client_secret=secret")]
    [InlineData("application/x-www-form-urlencoded; charset=utf-8", "client_secret=secret&client_id=client&audience=api.cloud.camunda.io&grant_type=client_credentials")]
    [InlineData("application/json", """{"grant_type":"client_credentials","audience":"api.cloud.camunda.io","client_id":"client","client_secret":"secret"}""")]
    public async Task GetToken_FormOrJson_AnswersAJwtWithTheDocumentedMembers(string contentType, string body)
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda with { TokenLifetimeSeconds = 300 });

        using HttpResponseMessage response = await PostAsync(cloud, contentType, body);

        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        JsonObject answer = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!.AsObject();
        answer.Select(member => member.Key).ShouldBe(["access_token", "expires_in", "refresh_expires_in", "token_type", "not-before-policy"]);
        ((int?)answer["expires_in"], (string?)answer["token_type"]).ShouldBe((300, "Bearer"));
        string[] parts = ((string)answer["access_token"]!).Split('.');
        parts.Length.ShouldBe(3);
        JsonNode claims = JsonNode.Parse(WebEncoders.Base64UrlDecode(parts[1]))!;
        ((string?)claims["aud"]).ShouldBe("api.cloud.camunda.io");
        ((long?)claims["exp"]).ShouldBe(Clouds.Now.ToUnixTimeSeconds() + 300);
        ((long?)claims["iat"]).ShouldBe(Clouds.Now.ToUnixTimeSeconds());
        (await GetAsync(cloud, "clusters", (string)answer["access_token"]!)).AsArray().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&audience=api.cloud.camunda.io&client_id=client")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=password&audience=api.cloud.camunda.io&client_id=client&client_secret=secret")]
    [InlineData("application/x-www-form-urlencoded", "grant_type=client_credentials&audience=api.cloud.camunda.io&client_id=client&client_id=other&client_secret=secret")]
    [InlineData("application/x-www-form-urlencoded", """{"grant_type":"client_credentials","audience":"api.cloud.camunda.io","client_id":"client","client_secret":"secret"}""")]
    [InlineData("application/json", "grant_type=client_credentials&audience=api.cloud.camunda.io&client_id=client&client_secret=secret")]
    [InlineData("application/json", """{"grant_type":"client_credentials","audience":"api.cloud.camunda.io","client_id":"client","client_secret":5}""")]
    [InlineData("application/json", "[]")]
    [InlineData("application/json", "")]
    public async Task GetToken_MalformedRequest_IsRefused(string contentType, string body)
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda);

        using HttpResponseMessage response = await PostAsync(cloud, contentType, body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["error"]).ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData("client", "wrong", "api.cloud.camunda.io", 401)]
    [InlineData("other", "secret", "api.cloud.camunda.io", 401)]
    [InlineData("client", "secret", "elsewhere", 403)]
    public async Task GetToken_WithWrongCredentials_IsRefused(string client, string secret, string audience, int status)
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda);

        using HttpResponseMessage response = await AskTokenAsync(cloud, client, secret, audience);

        ((int)response.StatusCode).ShouldBe(status);
        ((string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["error"]).ShouldBe("access_denied");
    }

    [Fact]
    public async Task GetToken_TooSoon_IsRefusedAndCounts()
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda with { TokenIntervalMs = 1000, RetryAfterSeconds = 2 });

        (await StatusAfterAsync(cloud, 0)).ShouldBe(HttpStatusCode.OK);
        (await StatusAfterAsync(cloud, 900)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAfterAsync(cloud, 900)).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAfterAsync(cloud, 1000)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task GetClusters_WithExpiredToken_IsUnauthorized()
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda with { TokenLifetimeSeconds = 60 });
        string token = await TokenAsync(cloud);
        time.Advance(TimeSpan.FromSeconds(60));

        using HttpResponseMessage response = await SendAsync(cloud, "clusters", token);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task GetClusters_ClusterOfACall_AppearsAndDisappears()
    {
        await using FakeCloud cloud = await StartAsync(camunda => camunda with
        {
            Organizations = [new() { ClientId = "client", Clusters = [new() { Uuid = "u-2", Name = "fleeting", FromCall = 2, UntilCall = 2, Replace = new JsonObject { ["name"] = 7 } }] }],
        });
        string token = await TokenAsync(cloud);

        ((JsonArray)await GetAsync(cloud, "clusters", token)).ShouldBeEmpty();
        ((int?)((JsonArray)await GetAsync(cloud, "clusters", token)).Single()!["name"]).ShouldBe(7);
        ((JsonArray)await GetAsync(cloud, "clusters", token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task GetClusters_WithoutCamundaInTheScenario_IsThePathOfABucket()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(new ScenarioBuilder());

        using HttpResponseMessage response = await SendAsync(cloud, "clusters", "token");

        cloud.Calls.Keys.ShouldAllBe(operation => operation.StartsWith("s3:"));
    }

    private Task<FakeCloud> StartAsync(Func<FakeCamunda, FakeCamunda> change) =>
        Clouds.StartAsync(new ScenarioBuilder().Camunda("client", "secret", new FakeCamundaCluster { Uuid = "u-1", Name = "one" }).Camunda(change), time);

    private async Task<HttpStatusCode> StatusAfterAsync(FakeCloud cloud, int milliseconds)
    {
        time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        using HttpResponseMessage response = await AskTokenAsync(cloud, "client", "secret", FakeCamunda.DefaultAudience);
        return response.StatusCode;
    }

    private async Task<string> TokenAsync(FakeCloud cloud)
    {
        using HttpResponseMessage response = await AskTokenAsync(cloud, "client", "secret", FakeCamunda.DefaultAudience);
        return (string)JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["access_token"]!;
    }

    private Task<HttpResponseMessage> AskTokenAsync(FakeCloud cloud, string client, string secret, string audience) =>
        http.PostAsJsonAsync(new Uri(cloud.Endpoint, "oauth/token"), new { grant_type = "client_credentials", audience, client_id = client, client_secret = secret }, Cancellation);

    private async Task<HttpResponseMessage> PostAsync(FakeCloud cloud, string contentType, string body)
    {
        using StringContent content = new(body);
        content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        return await http.PostAsync(new Uri(cloud.Endpoint, "oauth/token"), content, Cancellation);
    }

    private async Task<JsonNode> GetAsync(FakeCloud cloud, string path, string token)
    {
        using HttpResponseMessage response = await SendAsync(cloud, path, token);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!;
    }

    private async Task<HttpResponseMessage> SendAsync(FakeCloud cloud, string path, string token)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, new Uri(cloud.Endpoint, path));
        request.Headers.Authorization = new("Bearer", token);
        return await http.SendAsync(request, Cancellation);
    }
}
