using System.Text;
using System.Text.Json;
using AtRest.Hosting.Signing;
using AtRest.Hosting.Tests.Api.Routes;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Tests.Signing;
using AtRest.Hosting.Webhooks;
using AtRest.Tests.Shared.Azurite;
using Azure.Core.Pipeline;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>What the server really answers, on every route, when it goes well and when it does not, is what the OpenAPI document describes: status, media type and every member.</summary>
public sealed class AnswerTests(ApiFixture fixture)
{
    private static string CredentialsFor(RouteCase operation) => $"x-api-key: {operation.GoodKey}\r\n{WebhookKeys.Header}: {Fleet.WebhookKey}\r\n";

    private readonly List<Answer> answers = [];

    /// <summary>Every operation of the document, with its request.</summary>
    private static IReadOnlyList<RouteCase> Operations { get; } = [.. RouteTable.All.Values.SelectMany(Described).SelectMany(WithHead)];

    public static TheoryData<string> Gets => [.. Operations.Where(operation => operation.Method == HttpMethod.Get).Select(operation => operation.Name)];

    [Fact]
    public async Task Answers_OfEveryRoute_AreAsDescribed()
    {
        await AskWellAsync();
        await AskWronglyAsync();
        await AskTooOftenAsync();
        await AskBrokenServersAsync();
        await AskForLinksAsync();
        await AskWithoutEvidenceAsync();
        await AskSlowlyAsync();

        var checkedBy = await SchemaTools.RunScriptAsync("answers.mjs", [SchemaTools.OpenApiFile], JsonSerializer.Serialize(answers, JsonSerializerOptions.Web));
        var result = JsonSerializer.Deserialize<Result>(checkedBy, JsonSerializerOptions.Web)!;

        result.Wrong.ShouldBeEmpty();
        // HEAD is a method of every path that has GET; and a clock that fails does not disturb these.
        string[] never =
        [
            .. Operations.Where(IsHead).Select(operation => $"{operation.Name} 405"),
            "HealthLive 500", "HealthLiveHead 500", "OpenApi 500", "OpenApiHead 500",
            // Only a server that is full or stopping: ConnectionGateTests, and the tests of the Functions app.
            "HealthLive 503", "HealthLiveHead 503", "OpenApi 503", "OpenApiHead 503",
            // They read nothing.
            "ListRules 503", "ListRulesHead 503", "GetRule 503", "GetRuleHead 503",
        ];
        result.Unanswered.ShouldBe(never, ignoreOrder: true);
    }

    [Theory]
    [InlineData("GetAudit", 200, "application/json", """{ "id": 1 }""")]
    [InlineData("GetAudit", 418, "application/problem+json", "{}")]
    [InlineData("GetAudit", 404, "application/json", "{}")]
    [InlineData("GetAudit", 404, "application/problem+json", "")]
    [InlineData("GetAuditHead", 200, "application/json", "{}")]
    [InlineData("GetReport", 200, "application/json", """{ "schemaVersion": "1" }""")]
    public async Task Answers_NotAsDescribed_AreFound(string operation, int status, string type, string body)
    {
        var checkedBy = await SchemaTools.RunScriptAsync("answers.mjs", [SchemaTools.OpenApiFile], JsonSerializer.Serialize(new[] { new Answer(operation, status, type, body) }, JsonSerializerOptions.Web));

        JsonSerializer.Deserialize<Result>(checkedBy, JsonSerializerOptions.Web)!.Wrong.ShouldHaveSingleItem();
    }

    [Theory]
    [MemberData(nameof(Gets))]
    public async Task Head_EveryPathWithGet_HasTheSameHeadersAndNoBody(string name)
    {
        var get = await AskAsync(fixture.Server, Operation(name));
        var head = await AskAsync(fixture.Server, Operation($"{name}Head"));

        head.Status.ShouldBe(get.Status);
        head.Headers.Keys.ShouldBe(get.Headers.Keys, ignoreOrder: true);
        head.MediaType.ShouldBe(get.MediaType);
        head.Headers["Content-Length"].ShouldNotBe("0");
        head.Body.ShouldBeEmpty();
    }

    private async Task AskWellAsync()
    {
        foreach (var operation in Operations)
        {
            var reply = await AskAsync(fixture.Server, operation);
            if (reply.Headers.TryGetValue("ETag", out var tag))
            {
                await AskAsync(fixture.Server, operation, headers: [("If-None-Match", tag)]);
            }
        }

        foreach (var format in fixture.Server.Renderers.Select(renderer => renderer.Format))
        {
            await AskAsync(fixture.Server, Operation("ClusterReport"), $"?format={format}");
            await AskAsync(fixture.Server, Operation("DownloadReport") with { Path = things => $"/api/organizations/{things.Organization}/reports/latest/{format}" });
        }

        await AskAsync(fixture.Server, Operation("ListReports"), "?limit=1");
        await AskAsync(fixture.Server, Operation("ListClusters"), "?limit=1&sort=urgency");
        foreach (var head in new[] { "GetRule", "GetRuleHead" })
        {
            await AskAsync(fixture.Server, Operation(head) with { Path = _ => "/api/rules/KMS-999" });
        }
        foreach (var told in Directory.GetFiles(Path.Combine(SchemaTools.Root, "samples/webhook"), "*.json"))
        {
            await AskAsync(fixture.Server, Operation("KeyPolicyChanged"), content: Json(await File.ReadAllTextAsync(told, TestContext.Current.CancellationToken)));
        }
    }

    private async Task AskWronglyAsync()
    {
        foreach (var operation in Operations)
        {
            await AskAsync(fixture.Server, operation, "?nonsense=1");
            await AskAsync(fixture.Server, operation, key: null);
            await AskAsync(fixture.Server, operation, things: Things.None);
            await AskAsync(fixture.Server, operation, content: new StringContent("text", Encoding.UTF8, "text/plain"));
            var tooLong = new string(' ', (1024 * 1024) + 1);
            Add(operation, await RawHttp.SendAsync(fixture.Server.Url, operation.Method.Method, operation.Path(fixture.Acme), $"x-api-key: {operation.GoodKey}\r\nContent-Length: {tooLong.Length}\r\n", tooLong));
            var trailers = $"0\r\nx-long: {new string('t', 40_000)}\r\n\r\n";
            Add(operation, await RawHttp.SendAsync(fixture.Server.Url, operation.Method.Method, operation.Path(fixture.Acme), $"{CredentialsFor(operation)}Transfer-Encoding: chunked\r\n", trailers));
            if (!IsHead(operation))
            {
                Add(operation, await fixture.Server.SendAsync(HttpMethod.Patch, operation.Path(fixture.Acme), operation.GoodKey));
            }
        }

        foreach (var body in new[] { "{", "[]", """{ "clusterz": [] }""", $$"""{ "clusters": ["{{Things.None.Cluster}}"] }""" })
        {
            await AskAsync(fixture.Server, Operation("StartAudit"), content: Json(body));
        }

        foreach (var operation in Operations.Where(operation => operation.IsOfOperators || operation.Name.Contains("Key", StringComparison.Ordinal) || operation.Name.Contains("NotificationEndpoint", StringComparison.Ordinal)))
        {
            await AskAsync(fixture.Server, operation, key: Fleet.AcmeMemberKey);
        }

        foreach (var operation in new[] { Operation("MakeKey"), Operation("MakeOperatorKey"), Operation("MakeNotificationEndpoint") })
        {
            await AskAsync(fixture.Server, operation, headers: [("Idempotency-Key", "answers")]);
            await AskAsync(fixture.Server, operation, headers: [("Idempotency-Key", "answers")]);
        }

        await AskAsync(fixture.Server, Operation("ClusterReport"), "?format=docx");
        await AskAsync(fixture.Server, Operation("DownloadReport") with { Path = things => $"/api/organizations/{things.Organization}/reports/{things.Report}/docx" });
    }

    private async Task AskTooOftenAsync()
    {
        var settings = Fleet.Settings();
        foreach (var limit in new[] { "Caller", "Address", "Webhook", "Audits" })
        {
            settings[$"AtRest:RateLimits:{limit}"] = "1";
        }

        await using var server = await ApiServer.StartAsync(settings);
        foreach (var operation in Operations.Concat(Operations))
        {
            await AskAsync(server, operation);
        }
    }

    private async Task AskBrokenServersAsync()
    {
        await using (var server = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddSingleton(_ => ClosedVault(TimeProvider.System))))
        {
            await File.WriteAllTextAsync(server.Data, "a file where the folder should be", TestContext.Current.CancellationToken);
            await File.WriteAllTextAsync(server.InventoryFile, "{", TestContext.Current.CancellationToken);
            foreach (var operation in Operations)
            {
                await AskAsync(server, operation, content: operation.Name == "KeyPolicyChanged" ? Json(await File.ReadAllTextAsync(Path.Combine(SchemaTools.Root, "samples/webhook/put-key-policy.json"), TestContext.Current.CancellationToken)) : null);
            }
        }

        var clock = new BrokenClock();
        await using var defect = await ApiServer.StartAsync(Fleet.Settings(), services => services.AddSingleton<TimeProvider>(clock).AddSingleton(_ => ClosedVault(clock)));
        var things = await fixture.Acme.WithKeysAsync(defect, Fleet.AcmeKey, Fleet.OperatorKey);
        clock.IsBroken = true;
        foreach (var operation in Operations)
        {
            await AskAsync(defect, operation, things: things);
        }
    }

    /// <summary>Signs with the key of a vault where nothing listens.</summary>
    private static SigningKeys ClosedVault(TimeProvider time) =>
        new(new SigningSettings { Certificate = new Uri("https://127.0.0.1:1/certificates/reports") }, time, url => new VaultKey(url, new TestCredential(), new HttpClientTransport()));

    private async Task AskForLinksAsync()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var settings = Fleet.Settings();
        settings["AtRest:Storage:Folder"] = "";
        settings["AtRest:Storage:Connection"] = azurite.Connection;
        settings["AtRest:Downloads:Links"] = "true";
        await using var server = await ApiServer.StartAsync(settings);
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        foreach (var operation in Operations.Where(operation => operation.Name.Contains("Report", StringComparison.Ordinal) && !operation.Name.StartsWith("ListReports", StringComparison.Ordinal)))
        {
            await AskAsync(server, operation, things: things);
        }
    }

    /// <summary>Without the evidence, a report cannot be rendered in other formats.</summary>
    private async Task AskWithoutEvidenceAsync()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var made = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        File.Delete(Directory.GetFiles(server.Data, "evidence.json.blob", SearchOption.AllDirectories).Single());
        foreach (var name in new[] { "DownloadReport", "DownloadReportHead" })
        {
            await AskAsync(server, Operation(name) with { Path = things => $"/api/organizations/{things.Organization}/reports/{things.Report}/csv" }, things: made);
        }
    }

    /// <summary>The web server waits five seconds for a body that does not come.</summary>
    private async Task AskSlowlyAsync()
    {
        var replies = await Task.WhenAll(Operations.Select(async operation =>
            (operation, await RawHttp.SendAsync(fixture.Server.Url, operation.Method.Method, operation.Path(fixture.Acme), $"{CredentialsFor(operation)}Content-Length: 2\r\n", ""))));
        foreach (var (operation, reply) in replies)
        {
            Add(operation, reply);
        }
    }

    private async Task<Reply> AskAsync(
        ApiServer server, RouteCase operation, string query = "", string? key = "", Things? things = null, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        var reply = await server.SendAsync(operation.Method, operation.Path(things ?? fixture.Acme) + query, request =>
        {
            request.Content = content ?? operation.Content;
            foreach (var (name, value) in headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            if (key is not null)
            {
                request.Headers.Add(AtRest.Hosting.Api.Authentication.Credentials.KeyHeader, things == Things.None ? Fleet.OperatorKey : key.Length > 0 ? key : operation.GoodKey);
                request.Headers.Add(WebhookKeys.Header, Fleet.WebhookKey);
            }
        });
        Add(operation, reply);
        return reply;
    }

    private void Add(RouteCase operation, Reply reply) => answers.Add(new Answer(operation.Name, (int)reply.Status, reply.MediaType ?? "", reply.Body));

    private static RouteCase Operation(string name) => Operations.Single(operation => operation.Name == name);

    private static bool IsHead(RouteCase operation) => operation.Method == HttpMethod.Head;

    /// <summary>The answer for 'json' is described by itself.</summary>
    private static IEnumerable<RouteCase> Described(RouteCase route) => route.Name != "DownloadReport" ? [route]
        : [route with { Name = "GetReport" }, route with { Path = things => $"/api/organizations/{things.Organization}/reports/{things.Report}/html" }];

    private static IEnumerable<RouteCase> WithHead(RouteCase route) => route.Method == HttpMethod.Get ? [route, route with { Name = $"{route.Name}Head", Method = HttpMethod.Head }] : [route];

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>A failure that nothing in the server expects. Kestrel's own thread looks at the time each second too, and logs that it cannot.</summary>
    private sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidTimeZoneException("The clock is broken.") : base.GetUtcNow();

        public override long GetTimestamp() => IsBroken ? throw new InvalidTimeZoneException("The clock is broken.") : base.GetTimestamp();
    }

    private sealed record Answer(string Operation, int Status, string Type, string Body);

    private sealed record Result(string[] Wrong, string[] Unanswered);
}
