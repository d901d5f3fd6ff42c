using System.Net;
using System.Text.RegularExpressions;

namespace AtRest.Functions.Tests.Driving;

/// <summary>The portal through the host: pages, forms, cookies and redirects arrive as they were sent.</summary>
public sealed partial class PortalTests(HttpTests.AuditedApp audited) : IClassFixture<HttpTests.AuditedApp>
{
    private readonly Dictionary<string, string> cookies = [];

    [Fact]
    public async Task Person_WithAKey_SignsInSeesTheOrganizationAndStartsAnAudit()
    {
        var (status, first, headers) = await SendAsync(HttpMethod.Get, "");
        status.ShouldBe(HttpStatusCode.OK, first);
        first.ShouldContain("<h1>Sign in</h1>");
        headers["Content-Security-Policy"].ShouldStartWith("default-src 'none'; style-src 'self'");
        (await SendAsync(HttpMethod.Get, Style().Match(first).Groups[1].Value)).Status.ShouldBe(HttpStatusCode.OK);
        (await SendAsync(HttpMethod.Get, "organizations")).Headers["Location"].ShouldStartWith("/sign-in");

        (await PostAsync("sign-in", first, new() { ["key"] = audited.App.OperatorKey })).Status.ShouldBe(HttpStatusCode.SeeOther);
        cookies.ShouldContainKey("__Host-atrest");
        (await SendAsync(HttpMethod.Get, "organizations")).Body.ShouldContain("globex");
        var overview = (await SendAsync(HttpMethod.Get, "organizations/acme")).Body;
        overview.ShouldContain("What needs action first");
        var cluster = (await SendAsync(HttpMethod.Get, $"organizations/acme/clusters/{FunctionsApp.ClusterId(1)}")).Body;
        cluster.ShouldContain("Who can use the key");

        var started = await PostAsync("organizations/acme/audits", overview, []);
        started.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await SendAsync(HttpMethod.Get, started.Headers["Location"].TrimStart('/'))).Body.ShouldContain("The audit is queued");
        (await PostAsync("organizations/acme/audits", "<input name=\"form\" value=\"made-up\">", [])).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await SendAsync(HttpMethod.Get, "organizations/nobody")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private Task<Answer> PostAsync(string path, string page, Dictionary<string, string> fields) =>
        SendAsync(HttpMethod.Post, path, new FormUrlEncodedContent(fields.Append(new("form", WebUtility.HtmlDecode(Token().Match(page).Groups[1].Value)))));

    private async Task<Answer> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = audited.App.Request(method, $"https://atrest.example.com/{path}", content, isSignedIn: false);
        request.Headers.Add("Accept", "text/html");
        if (cookies.Count > 0)
        {
            request.Headers.Add("Cookie", string.Join("; ", cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        }

        using var response = await audited.App.Host.SendAsync(request, TestContext.Current.CancellationToken);
        foreach (var pair in response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(cookie => cookie.Split(';')[0].Split('=', 2)) : [])
        {
            cookies[pair[0]] = pair[1];
        }

        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers.ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));
    }

    [GeneratedRegex("name=\"form\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("href=\"/(portal-[0-9a-f]+\\.css)\"")]
    private static partial Regex Style();

    private sealed record Answer(HttpStatusCode Status, string Body, Dictionary<string, string> Headers);
}
