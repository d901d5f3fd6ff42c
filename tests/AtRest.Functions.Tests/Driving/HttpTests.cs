using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AtRest.Functions.Tests.Support;
using AtRest.Storage;
using AtRest.Tests.Shared.Azurite;

namespace AtRest.Functions.Tests.Driving;

/// <summary>The API through the host: what ASP.NET has and a host could spoil.</summary>
public sealed class HttpTests(PublishedApp published, HttpTests.AuditedApp audited) : IClassFixture<HttpTests.AuditedApp>
{
    private const string Latest = "api/organizations/acme/reports/latest";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private FunctionsApp App => audited.App;

    [Fact]
    public async Task Download_OfEveryFormat_IsTheFileThatTheReportListNames()
    {
        var report = (await App.ReportsAsync("acme")).ShouldHaveSingleItem();
        var files = report.GetProperty("files").EnumerateArray().ToList();

        files.Select(file => file.GetProperty("format").GetString()).ShouldBe(["json", "jsonl", "html", "pages"], ignoreOrder: true);
        foreach (var file in files)
        {
            using var answer = await App.SendAsync(HttpMethod.Get, file.GetProperty("href").GetString()!);
            var body = await answer.Content.ReadAsByteArrayAsync(Token);
            var format = file.GetProperty("format").GetString()!;

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, format);
            answer.Content.Headers.ContentType.ShouldNotBeNull().ToString().ShouldBe(file.GetProperty("mediaType").GetString());
            body.Length.ShouldBe(file.GetProperty("length").GetInt32());
            Convert.ToHexStringLower(SHA256.HashData(body)).ShouldBe(file.GetProperty("sha256").GetString());
            answer.Headers.GetValues("Repr-Digest").ShouldBe([$"sha-256=:{Convert.ToBase64String(SHA256.HashData(body))}:"]);
            IsOfFormat(format, Encoding.UTF8.GetString(body)).ShouldBeTrue(format);
        }

        using var rendered = await App.SendAsync(HttpMethod.Get, $"{Latest}/csv");
        rendered.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await rendered.Content.ReadAsStringAsync(Token)).ShouldContain("findingId");
    }

    [Fact]
    public async Task Head_OfAReport_HasItsHeadersAndNoBody()
    {
        using var get = await App.SendAsync(HttpMethod.Get, $"{Latest}/json");
        using var head = await App.SendAsync(HttpMethod.Head, $"{Latest}/json");

        head.StatusCode.ShouldBe(HttpStatusCode.OK);
        head.Content.Headers.ContentLength.ShouldBe(get.Content.Headers.ContentLength);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        (await head.Content.ReadAsByteArrayAsync(Token)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("api/health/live", HttpStatusCode.OK)]
    [InlineData("api/openapi.json", HttpStatusCode.OK)]
    [InlineData("api/organizations/acme/reports/latest/docx", HttpStatusCode.NotFound)]
    [InlineData("api/nothing", HttpStatusCode.NotFound)]
    [InlineData("api/organizations/acme/audits", HttpStatusCode.MethodNotAllowed)]
    [InlineData("api/webhooks/key-policy", HttpStatusCode.MethodNotAllowed)]
    public async Task Head_OfAnyAddress_IsAnsweredByOurPipeline(string path, HttpStatusCode expected)
    {
        using var answer = await App.SendAsync(HttpMethod.Head, path);

        answer.StatusCode.ShouldBe(expected);
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Theory]
    [InlineData("GET", "api/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "api", HttpStatusCode.NotFound)]
    [InlineData("GET", "api/NightlyAudit", HttpStatusCode.NotFound)]
    [InlineData("POST", "api/organizations/acme/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "api/organizations/other/reports", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "api/organizations/acme/reports", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "api/organizations/acme/audits", HttpStatusCode.MethodNotAllowed)]
    [InlineData("PUT", "api/organizations/acme/audits", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "api/organizations/acme/reports/latest/json", HttpStatusCode.MethodNotAllowed)]
    [InlineData("POST", "api/health/live", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "api/webhooks/key-policy", HttpStatusCode.MethodNotAllowed)]
    public async Task Request_ThatNothingIsThereFor_GetsProblemDetails(string method, string path, HttpStatusCode expected)
    {
        using var answer = await App.SendAsync(new HttpMethod(method), path);

        await ShouldBeProblemAsync(answer, expected);
        (answer.Content.Headers.Allow.Count > 0).ShouldBe(expected == HttpStatusCode.MethodNotAllowed);
    }

    [Fact]
    public async Task Request_WithoutACredential_IsRefused()
    {
        using var answer = await App.SendAsync(HttpMethod.Get, "api/organizations/acme/reports", isSignedIn: false);

        await ShouldBeProblemAsync(answer, HttpStatusCode.Unauthorized);
    }

    /// <summary>'latest' takes one scope: both values must have arrived for this to be refused.</summary>
    [Fact]
    public async Task Query_WithOneNameTwice_ArrivesWithBothValues()
    {
        using var once = await App.SendAsync(HttpMethod.Get, $"{Latest}/json?scope=any");
        using var twice = await App.SendAsync(HttpMethod.Get, $"{Latest}/json?scope=any&scope=organization");
        using var unknown = await App.SendAsync(HttpMethod.Get, $"{Latest}/json?a=1&a=2");

        once.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await ShouldBeProblemAsync(twice, HttpStatusCode.BadRequest)).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("once");
        (await ShouldBeProblemAsync(unknown, HttpStatusCode.BadRequest)).GetProperty("detail").GetString().ShouldNotBeNull().ShouldContain("'a'");
    }

    [Fact]
    public async Task Body_InChunks_ArrivesWhole()
    {
        using var known = Chunked($$"""{"clusters":["{{FunctionsApp.ClusterId(1)}}"]}""");
        using var unknown = Chunked($$"""{"clusters":["{{FunctionsApp.ClusterId(4)}}"]}""");

        using var accepted = await App.SendAsync(HttpMethod.Post, "api/organizations/acme/audits", known);
        using var refused = await App.SendAsync(HttpMethod.Post, "api/organizations/acme/audits", unknown);

        accepted.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        // A cluster of the other organization: the body was read.
        await ShouldBeProblemAsync(refused, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Body_InChunksThatIsTooLong_IsRefused()
    {
        using var content = Chunked($$"""{"clusters":["{{new string('x', 100_000)}}"]}""");

        using var answer = await App.SendAsync(HttpMethod.Post, "api/organizations/acme/audits", content);

        await ShouldBeProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Body_OfAnotherMediaType_IsRefused()
    {
        using var content = new StringContent("clusters=1", Encoding.UTF8, "application/x-www-form-urlencoded");

        using var answer = await App.SendAsync(HttpMethod.Post, "api/organizations/acme/audits", content);

        await ShouldBeProblemAsync(answer, HttpStatusCode.UnsupportedMediaType);
    }

    /// <summary>The host gives the client an empty 500 for an exception that leaves a function: none does.</summary>
    [Fact]
    public async Task Exception_InAnyFunction_IsAProblemWithATraceIdThatTheLogHas()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        await app.PostAsync("api/organizations/acme/audits", HttpStatusCode.Accepted);
        await app.Triggers.RunAsync(() => app.Host, Token);
        // The file is longer than its entry says. The web server throws when it gets more than was announced.
        await RewriteIndexAsync(app.Triggers.Blobs, text => System.Text.RegularExpressions.Regex.Replace(text, "\"length\":[0-9]+", "\"length\":1"));
        await app.RestartAsync();

        using var answer = await app.SendAsync(HttpMethod.Get, $"{Latest}/json");

        var traceId = (await ShouldBeProblemAsync(answer, HttpStatusCode.InternalServerError)).GetProperty("traceId").GetString()!;
        app.Host.Log.Entries.ShouldContain(
            line => line.Level == Microsoft.Extensions.Logging.LogLevel.Error && line.Category == "Function.DownloadReport.User" && line.Message.Contains(traceId, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GET", "api/organizations/acme/reports")]
    [InlineData("GET", "api/organizations/acme/reports/latest/json")]
    [InlineData("POST", "api/organizations/acme/audits")]
    public async Task Storage_Gone_IsAProblemThatSaysWhenToTryAgain(string method, string path)
    {
        await using var azurite = await AzuriteServer.StartAsync();
        await using var app = await FunctionsApp.StartAsync(published.Folder, storage: azurite.Connection);
        await azurite.KillAsync();

        using var answer = await app.SendAsync(new HttpMethod(method), path);

        (await ShouldBeProblemAsync(answer, HttpStatusCode.ServiceUnavailable)).GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        answer.Headers.RetryAfter.ShouldNotBeNull();
    }

    /// <summary>The host passes on a caller's header and not its own, so that request and invocation do not find each other. The caller gets an answer all the same.</summary>
    [Fact]
    public async Task Request_WithAForgedInvocationId_GetsProblemDetailsAndHarmsNoOther()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        using var forged = app.Request(HttpMethod.Get, "api/health/live");
        forged.Headers.Add("x-ms-invocation-id", Guid.NewGuid().ToString());

        var pending = app.Host.SendAsync(forged, Token);
        using var other = await app.SendAsync(HttpMethod.Get, "api/health/live");
        using var answer = await pending;

        other.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ShouldBeProblemAsync(answer, HttpStatusCode.InternalServerError);
        using var next = await app.SendAsync(HttpMethod.Get, "api/health/live");
        next.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    /// <summary>The address that counts is the one that the host has seen, whatever the caller writes into the header.</summary>
    [Fact]
    public async Task Limits_WithForgedAddresses_CountTheAddressThatTheHostSees()
    {
        await using var app = await FunctionsApp.StartAsync(published.Folder);
        HttpStatusCode last = default;
        for (var attempt = 0; attempt < 40; attempt++)
        {
            using var request = app.Request(HttpMethod.Get, "api/organizations/acme/reports", isSignedIn: false);
            request.Headers.Add("X-Forwarded-For", $"198.51.100.{attempt}");
            using var answer = await app.Host.SendAsync(request, Token);
            last = answer.StatusCode;
        }

        last.ShouldBe(HttpStatusCode.TooManyRequests);
        app.Host.ClientAddress = "203.0.113.2";
        using var neighbour = await app.SendAsync(HttpMethod.Get, "api/organizations/acme/reports", isSignedIn: false);
        neighbour.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task RewriteIndexAsync(IBlobStore blobs, Func<string, string> change)
    {
        var page = await blobs.ListAsync(new BlobListing { Prefix = "organizations/acme/index/", Limit = 10 }, Token);
        var name = page.Blobs.ShouldHaveSingleItem().Name;
        string text;
        await using (var blob = (await blobs.ReadAsync(name, Token)).ShouldNotBeNull())
        {
            using var reader = new StreamReader(blob.Content);
            text = await reader.ReadToEndAsync(Token);
        }

        change(text).ShouldNotBe(text);
        var report = System.Text.Json.JsonDocument.Parse(text).RootElement.GetProperty("reportId").GetString();
        foreach (var copy in new[] { name, $"organizations/acme/reports/{report}/entry.json" })
        {
            using var content = new MemoryStream(Encoding.UTF8.GetBytes(change(text)));
            (await blobs.WriteAsync(copy, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/json" }, Token)).IsWritten.ShouldBeTrue();
        }
    }

    private static ChunkedContent Chunked(string text)
    {
        var content = new ChunkedContent(text);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    private static bool IsOfFormat(string format, string text) => format switch
    {
        "json" => JsonDocument.Parse(text).RootElement.TryGetProperty("reportId", out _),
        "jsonl" => text.TrimEnd('\n').Split('\n') is [var line] && JsonDocument.Parse(line).RootElement.TryGetProperty("reportId", out _),
        "pages" or "bundle" => text.StartsWith("PK\u0003\u0004", StringComparison.Ordinal),
        _ => text.StartsWith("<!doctype html>", StringComparison.OrdinalIgnoreCase),
    };

    private static async Task<JsonElement> ShouldBeProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Token);
        answer.StatusCode.ShouldBe(status, text);
        answer.Content.Headers.ContentType.ShouldNotBeNull().MediaType.ShouldBe("application/problem+json");
        using var problem = JsonDocument.Parse(text);
        problem.RootElement.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.RootElement.GetProperty("traceId").GetString().ShouldNotBeNullOrEmpty();
        return problem.RootElement.Clone();
    }

    /// <summary>Content whose length is not known beforehand, so that it is sent in chunks.</summary>
    private sealed class ChunkedContent(string text) : ByteArrayContent(Encoding.UTF8.GetBytes(text))
    {
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>The app, with one report of the organization acme. Its tests only read.</summary>
    public sealed class AuditedApp(PublishedApp published) : IAsyncLifetime
    {
        internal FunctionsApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            App = await FunctionsApp.StartAsync(published.Folder);
            await App.TimerAsync("NightlyAudit");
            await App.Triggers.RunAsync(() => App.Host, TestContext.Current.CancellationToken);
        }

        public ValueTask DisposeAsync() => App is null ? ValueTask.CompletedTask : App.DisposeAsync();
    }
}
