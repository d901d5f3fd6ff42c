using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Hosting.Tests.Api.Trail;

/// <summary>Who did what, when, from where: one line for each event.</summary>
public sealed class AccessTrailTests
{
    private static readonly string Acme = $"key:{ApiKey.HashOf(Fleet.AcmeKey)[..12]}";

    [Fact]
    public async Task Download_Completed_IsOneLine()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var acme = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var path = $"/api/organizations/acme/reports/{acme.Report}/html";

        var lines = await DuringAsync(server, async () => (await server.GetAsync(path, Fleet.AcmeKey)).Status.ShouldBe(System.Net.HttpStatusCode.OK));

        lines.Where(IsDownload).ShouldHaveSingleItem().ShouldContain($"{Acme} downloaded report {acme.Report} of organization acme in format html from 127.0.0.1, completely");
        (await DuringAsync(server, () => server.GetAsync(path, Fleet.AcmeKey))).ShouldHaveSingleItem();
        (await DuringAsync(server, () => server.SendAsync(HttpMethod.Head, path, Fleet.AcmeKey))).ShouldBeEmpty();
    }

    [Fact]
    public async Task Download_OfAFirstCaller_IsOneLineToo()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var acme = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);

        var lines = await DuringAsync(server, () => server.GetAsync($"/api/organizations/acme/reports/{acme.Report}/json", Fleet.OperatorKey));

        var caller = $"key:{ApiKey.HashOf(Fleet.OperatorKey)[..12]}";
        lines.Where(line => line.Contains(caller, StringComparison.Ordinal)).ShouldHaveSingleItem().ShouldContain($"{caller} downloaded");
    }

    [Fact]
    public async Task SignIn_OfACaller_IsOneLineForItsRequests()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        var lines = await DuringAsync(server, async () =>
        {
            for (var request = 0; request < 10; request++)
            {
                await server.GetAsync("/api/organizations/acme/clusters", Fleet.AcmeKey);
            }
        });

        lines.ShouldHaveSingleItem().ShouldContain($"{Acme} signed in from 127.0.0.1 with GET /api/organizations/acme/clusters");
        (await DuringAsync(server, () => server.GetAsync("/api/organizations/globex/clusters", Fleet.GlobexKey))).ShouldHaveSingleItem().ShouldContain("signed in");
        server.Log.Text.ShouldNotContain(Fleet.AcmeKey);
    }

    [Fact]
    public async Task SignIn_WithAToken_NamesItsSubject()
    {
        await using var issuer = await TestIssuer.StartAsync();
        await using var server = await ApiServer.StartAsync(Fleet.Settings(issuer));

        var lines = await DuringAsync(server, () => server.SendWithTokenAsync(HttpMethod.Get, "/api/organizations/acme/clusters", issuer.Token(token => token.Claims["sub"] = "jane\u202e")));

        lines.ShouldHaveSingleItem().ShouldContain(@"token:jane\u202E signed in from 127.0.0.1");
    }

    [Fact]
    public async Task Audit_Ordered_IsOneLineThatNamesTheAddress()
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        (await DuringAsync(server, () => server.SendAsync(HttpMethod.Post, "/api/organizations/acme/audits", Fleet.AcmeKey))).ShouldHaveSingleItem()
            .ShouldContain($"of organization acme was started by {Acme} from 127.0.0.1");
        var lines = await DuringAsync(server, () => server.SendAsync(HttpMethod.Post, $"/api/organizations/acme/clusters/{Fleet.Payments}/report?format=html", Fleet.AcmeKey));
        lines.Count(line => line.Contains("from 127.0.0.1", StringComparison.Ordinal)).ShouldBe(1);
        lines.ShouldNotContain(line => line.Contains("signed in", StringComparison.Ordinal) || line.Contains("downloaded", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("/api/health/live")]
    [InlineData("/api/health/ready")]
    public async Task Probe_WithAndWithoutACredential_IsNoLine(string path)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());

        (await DuringAsync(server, async () =>
        {
            await server.GetAsync(path);
            await server.GetAsync(path, Fleet.OperatorKey);
        })).ShouldBeEmpty();
    }

    /// <summary>The lines of AtRest at Information and above.</summary>
    private static async Task<List<string>> DuringAsync(ApiServer server, Func<Task> call)
    {
        await AllFinishedAsync(server);
        var before = server.Log.Lines.Count;
        await call();
        await AllFinishedAsync(server);
        return [.. server.Log.Lines.Skip(before).Where(IsOwn)];
    }

    /// <summary>The line is written after the answer, and before ASP.NET Core says that the request is finished.</summary>
    private static Task AllFinishedAsync(ApiServer server) => Until.TrueAsync("all requests are finished", () =>
    {
        var lines = server.Log.Lines;
        return lines.Count(IsStart) == lines.Count(IsFinish);
    });

    private static bool IsStart(string line) => line.StartsWith("Information Microsoft.AspNetCore.Hosting.Diagnostics Request starting", StringComparison.Ordinal);

    private static bool IsFinish(string line) => line.StartsWith("Information Microsoft.AspNetCore.Hosting.Diagnostics Request finished", StringComparison.Ordinal);

    private static bool IsDownload(string line) => line.Contains(" downloaded ", StringComparison.Ordinal);

    private static bool IsOwn(string line) => line.StartsWith("Information AtRest.Hosting.Api", StringComparison.Ordinal) || line.StartsWith("Warning AtRest", StringComparison.Ordinal)
        || line.StartsWith("Error AtRest", StringComparison.Ordinal);
}
