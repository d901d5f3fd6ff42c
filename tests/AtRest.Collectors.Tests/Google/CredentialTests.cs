using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;
using AtRest.Collectors.Google;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Google;

public sealed class CredentialTests : IDisposable
{
    private const string Email = "audit@camunda.iam.gserviceaccount.com";
    private const string Unauthenticated = """{"error": {"code": 401, "message": "Request had invalid authentication credentials.", "status": "UNAUTHENTICATED"}}""";

    private readonly string folder = Directory.CreateTempSubdirectory("atrest-google-").FullName;

    private static ScenarioBuilder World => new ScenarioBuilder().CryptoKey(GoogleFleets.Key).ServiceAccount(Email);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Collect_ServiceAccountFile_GetsOneTokenForAllCalls()
    {
        await using var cloud = await StartAsync(World);

        var key = await CollectAsync(cloud.Endpoint, KeyFile(cloud.Endpoint));

        key.Key.Value.ShouldNotBeNull();
        key.Versions.Value.ShouldNotBeNull();
        cloud.Calls["oauth2:token"].ShouldBe(1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Collect_UseOfKeys_GetsATokenOfTheScopeThatItNeeds(bool isImpersonated)
    {
        const string Acting = "acting@camunda.iam.gserviceaccount.com";
        await using var cloud = await StartAsync(World.ServiceAccount(Acting));
        var file = isImpersonated ? await ImpersonationFileAsync(cloud, Acting) : KeyFile(cloud.Endpoint);
        var options = GoogleCollection.OptionsFor(cloud.Endpoint) with
        {
            AccessToken = null,
            KeyUsage = true,
            KmsInventoryEndpoint = cloud.Endpoint,
            ReadVariable = name => name == "GOOGLE_APPLICATION_CREDENTIALS" ? file : null,
        };

        var google = (await GoogleCollection.CollectAsync(options, GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"].Google;

        google.CryptoKeys.Single().Key.Value.ShouldNotBeNull();
        google.CryptoKeyUses.Single().Total.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Collect_ServiceAccountFile_NamesTheServiceAccount()
    {
        await using var cloud = await StartAsync(World);

        var reader = (await CollectCloudsAsync(cloud.Endpoint, KeyFile(cloud.Endpoint))).Readers.ShouldHaveSingleItem();

        (reader.Cloud, reader.Account, reader.Identity, reader.Detail).ShouldBe(("gcp", GoogleFleets.Key.Split('/')[1], Email, null));
        reader.Source.ShouldContain("a service account's key");
    }

    [Fact]
    public async Task Collect_ImpersonatedServiceAccount_IsNamed()
    {
        const string Acting = "acting@camunda.iam.gserviceaccount.com";
        await using var cloud = await StartAsync(World.ServiceAccount(Acting));
        var file = await ImpersonationFileAsync(cloud, Acting);

        (await CollectCloudsAsync(cloud.Endpoint, file)).Readers.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            reader => reader.Identity.ShouldBe(Acting),
            reader => reader.Source.ShouldContain("impersonated"));
    }

    [Fact]
    public async Task Collect_NoCredentials_ReportsNoIdentityForTheProject()
    {
        await using var cloud = await StartAsync(World);

        var reader = (await CollectCloudsAsync(cloud.Endpoint, Path.Combine(folder, "missing.json"))).Readers.ShouldHaveSingleItem();

        reader.Identity.ShouldBeNull();
        reader.Detail!.ShouldContain("GOOGLE_APPLICATION_CREDENTIALS");
    }

    [Fact]
    public async Task Collect_WorkloadIdentityFederation_ExchangesTheSubjectToken()
    {
        const string Audience = "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/azure/providers/azure";
        await using var cloud = await StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).ServiceAccount(Audience));
        var (subject, file) = (Path.Combine(folder, "subject"), Path.Combine(folder, "federation.json"));
        await File.WriteAllTextAsync(subject, "a token of another cloud", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(new
            {
                type = "external_account",
                audience = Audience,
                subject_token_type = "urn:ietf:params:oauth:token-type:jwt",
                token_url = new Uri(cloud.Endpoint, "token").ToString(),
                credential_source = new { file = subject },
            }),
            TestContext.Current.CancellationToken);

        var clouds = await CollectCloudsAsync(cloud.Endpoint, file);

        clouds.Google.CryptoKeys.Single().Key.Value.ShouldNotBeNull();
        clouds.Readers.ShouldHaveSingleItem().Identity.ShouldBe(Audience);
        cloud.Calls["oauth2:token"].ShouldBe(1);
    }

    [Fact]
    public async Task Collect_TokenRefusedDuringTheAudit_IsRenewed()
    {
        var seen = 0;
        await using var cloud = await StartAsync(World);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, _) => Interlocked.Increment(ref seen) == 2 ? new Bad(401, "application/json", Unauthenticated) : null);

        var key = await CollectAsync(proxy.Endpoint, KeyFile(cloud.Endpoint));

        new object?[] { key.Key.Value, key.Versions.Value, key.Policy.Value, key.KeyRingPolicy.Value }.ShouldAllBe(value => value != null);
        cloud.Calls["oauth2:token"].ShouldBe(2);
    }

    [Fact]
    public async Task Collect_TokenWithAShortLifetime_IsRenewed()
    {
        await using var cloud = await StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).ServiceAccount(Email, tokenLifetimeSeconds: 1));

        var key = await CollectAsync(cloud.Endpoint, KeyFile(cloud.Endpoint));

        new object?[] { key.Key.Value, key.Versions.Value, key.Policy.Value, key.KeyRingPolicy.Value }.ShouldAllBe(value => value != null);
        cloud.Calls["oauth2:token"].ShouldBeGreaterThan(1);
    }

    [Theory]
    [InlineData("endless", "It is larger than 256 KiB")]
    [InlineData("bomb", "It is larger than 256 KiB")]
    [InlineData("endless 500", "It is an error (HTTP 500) that is larger than 256 KiB")]
    [InlineData("headers", "Its headers are larger than 64 KiB")]
    [InlineData("text", "It does not have the documented form")]
    public async Task Collect_HostileTokenEndpoint_IsNotAttemptedAndTheCauseNamesTheBound(string attack, string words)
    {
        HostileAnswer answer = attack switch
        {
            "endless" => Hostile.Endless(),
            "bomb" => Hostile.Bomb(),
            "endless 500" => Hostile.Endless(500),
            "headers" => Hostile.HugeHeader(),
            _ => Hostile.Body("garbage", type: "text/plain"),
        };
        await using var cloud = await StartAsync(World);
        await using var server = new HostileServer(_ => answer);

        var key = await CollectAsync(cloud.Endpoint, KeyFile(server.Endpoint));

        key.Key.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        key.Key.Absence.Cause.ShouldContain("The response of Google with an access token cannot be used.");
        key.Key.Absence.Cause.ShouldContain(words);
        server.Attacked.Count.ShouldBe(1);
        cloud.Calls.ShouldBeEmpty();
    }

    /// <summary>Google's library follows redirects itself. The request for a token has the signed assertion of the service account.</summary>
    [Theory]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    public async Task Collect_TokenEndpointRedirects_IsNotFollowed(int status)
    {
        await using var cloud = await StartAsync(World);
        await using var thief = new HostileServer(_ => Hostile.Body("""{"access_token": "t", "expires_in": 3600}"""));
        await using var server = new HostileServer(_ => Hostile.Body("", status, headers: $"Location: {thief.Endpoint}stolen\r\n"));

        var key = await CollectAsync(cloud.Endpoint, KeyFile(server.Endpoint));

        thief.Attacked.ShouldBeEmpty();
        key.Key.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        key.Key.Absence.Cause.ShouldContain($"It is a redirect (HTTP {status})");
        server.Attacked.Count.ShouldBe(1);
        cloud.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Collect_TokenEndpointThrottlesAndFails_Retries()
    {
        var seen = 0;
        await using var cloud = await StartAsync(World);
        using var proxy = new FaultyProxy(cloud.Endpoint, (_, _) => Interlocked.Increment(ref seen) == 1 ? new Bad(503, "text/html", "<html></html>") : null);

        (await CollectAsync(cloud.Endpoint, KeyFile(proxy.Endpoint))).Key.Value.ShouldNotBeNull();
    }

    [Fact]
    public async Task Collect_AccountThatGoogleDoesNotKnow_IsDeniedOnce()
    {
        await using var cloud = await StartAsync(new ScenarioBuilder().CryptoKey(GoogleFleets.Key).ServiceAccount("other@camunda.iam.gserviceaccount.com"));

        var key = await CollectAsync(cloud.Endpoint, KeyFile(cloud.Endpoint));

        key.Key.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        key.Key.Absence.Cause.ShouldContain("account not found");
        key.KeyRingPolicy.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        cloud.Calls.ShouldBe([KeyValuePair.Create("oauth2:token", 1)]);
    }

    [Theory]
    [InlineData(null, "Could not find file")]
    [InlineData("not json", "it is not JSON, or it is truncated")]
    [InlineData("""{"type":""", "it is not JSON, or it is truncated")]
    [InlineData("""{"type": 1}""", "has no \"type\"")]
    [InlineData("{}", "has no \"type\"")]
    [InlineData("""{"type": "service_account"}""", "")]
    public async Task Collect_FileThatIsNotACredential_IsDeniedWithWhatToDo(string? content, string says)
    {
        var path = Path.Combine(folder, "broken.json");
        if (content is not null)
        {
            await File.WriteAllTextAsync(path, content, TestContext.Current.CancellationToken);
        }

        var key = await CollectAsync(new Uri("http://127.0.0.1:9/"), path);

        key.Key.Absence!.Kind.ShouldBe(AbsenceKind.NotAttempted);
        key.Key.Absence.Cause.ShouldContain(says);
        key.Key.Absence.Cause.ShouldContain("that GOOGLE_APPLICATION_CREDENTIALS names cannot be used: ");
    }

    [Fact]
    public async Task Collect_NoCredentialsAtAll_IsReportedOnceAndQuickly()
    {
        var started = Stopwatch.GetTimestamp();
        var options = new GoogleCollectorOptions { KmsEndpoint = new Uri("http://127.0.0.1:9/"), ReadVariable = _ => null, CredentialTimeout = TimeSpan.FromSeconds(4) };
        string[] keys = [.. Enumerable.Range(1, 50).Select(number => $"{GoogleFleets.Ring}/cryptoKeys/k{number}")];

        var clouds = (await GoogleCollection.CollectAsync(options, GoogleFleets.Software("acme", keys)))["acme"];

        clouds.Google.CryptoKeys.Count.ShouldBe(50);
        clouds.Google.CryptoKeys.ShouldAllBe(key => key.Key.Absence!.Kind == AbsenceKind.NotAttempted && key.Key.Absence.Told().Contains("gcloud auth application-default login"));
        Stopwatch.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Options_AsText_NeverShowTheToken() => new GoogleCollectorOptions { AccessToken = "ya29.secret" }.ToString().ShouldNotContain("secret");

    private static Task<FakeCloud> StartAsync(ScenarioBuilder world) => FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<Core.Google.Evidence.CryptoKeyEvidence> CollectAsync(Uri endpoint, string file) => (await CollectCloudsAsync(endpoint, file)).Google.CryptoKeys.Single();

    private static async Task<CloudEvidence> CollectCloudsAsync(Uri endpoint, string file)
    {
        var options = GoogleCollection.OptionsFor(endpoint) with { AccessToken = null, ReadVariable = name => name == "GOOGLE_APPLICATION_CREDENTIALS" ? file : null };
        return (await GoogleCollection.CollectAsync(options, GoogleFleets.Software("acme", GoogleFleets.Key)))["acme"];
    }

    /// <summary>The service account's credentials act as another one.</summary>
    private async Task<string> ImpersonationFileAsync(FakeCloud cloud, string acting)
    {
        var file = Path.Combine(folder, "impersonated.json");
        await File.WriteAllTextAsync(
            file,
            $$"""
            {
              "type": "impersonated_service_account",
              "service_account_impersonation_url": "{{new Uri(cloud.Endpoint, $"v1/projects/-/serviceAccounts/{acting}:generateAccessToken")}}",
              "source_credentials": {{await File.ReadAllTextAsync(KeyFile(cloud.Endpoint), TestContext.Current.CancellationToken)}}
            }
            """,
            TestContext.Current.CancellationToken);
        return file;
    }

    private string KeyFile(Uri tokenServer)
    {
        using var key = RSA.Create(2048);
        var path = Path.Combine(folder, "key.json");
        File.WriteAllText(path, JsonSerializer.Serialize(new Dictionary<string, string>
        {
            ["type"] = "service_account",
            ["project_id"] = "camunda",
            ["private_key_id"] = "1",
            ["private_key"] = key.ExportPkcs8PrivateKeyPem(),
            ["client_email"] = Email,
            ["client_id"] = "1",
            ["token_uri"] = new Uri(tokenServer, "token").ToString(),
        }));
        return path;
    }
}
