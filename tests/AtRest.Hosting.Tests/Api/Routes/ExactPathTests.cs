using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Every address has one form. Others are unknown, for every caller.</summary>
public sealed class ExactPathTests(ApiFixture fixture)
{
    [Theory]
    [MemberData(nameof(RouteTable.OfAll), MemberType = typeof(RouteTable))]
    public async Task Path_InAnotherForm_Is404(string name)
    {
        var route = RouteTable.All[name];
        var path = route.Path(fixture.Acme);
        foreach (var other in new[] { $"{path}/", $"{path}//", $"/{path}", $"{path}%2f", path.Replace("/api/", "/API/", StringComparison.Ordinal), path.Replace("/api/", "/api//", StringComparison.Ordinal), $"{path}%20", $"{path}%09" }.Where(other => other != path))
        {
            foreach (var headers in new[] { $"x-api-key: {Fleet.AcmeKey}\r\n", "" })
            {
                var reply = await RawHttp.GetAsync(fixture.Server.Url, route.Method.Method, other, headers);

                // With another format or ID, the path is that of a route; then the credential is checked first.
                if (headers.Length > 0 || (int)reply.Status != 401)
                {
                    ((int)reply.Status).ShouldBe(404, $"{other}: {reply.Body}");
                    reply.ShouldBeProblem(404);
                }
            }
        }
    }

    [Theory]
    [InlineData("/api/organizations/acme/REPORTS")]
    [InlineData("/api/Organizations/acme/clusters")]
    [InlineData("/api/health/Live")]
    [InlineData("/api/OpenApi.json")]
    [InlineData("/api/organizations/acme/reports/latest/json/")]
    [InlineData("/api/organizations/acme/audits/")]
    public async Task Path_WithALiteralInAnotherForm_Is404ForEveryMethod(string path)
    {
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
        {
            ((int)(await fixture.Server.SendAsync(method, path, Fleet.AcmeKey)).Status).ShouldBe(404, path);
        }
    }

    /// <summary>The same address by the rules of URIs: https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.</summary>
    [Theory]
    [InlineData("/api/health/%6cive")]
    [InlineData("/%61pi/health/live")]
    [InlineData("/api/health/x/../live")]
    public async Task Path_OfTheSameAddress_IsFound(string target) =>
        ((int)(await RawHttp.GetAsync(fixture.Server.Url, "GET", target, "")).Status).ShouldBe(200);
}
