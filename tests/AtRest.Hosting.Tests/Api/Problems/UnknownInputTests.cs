using System.Text;
using AtRest.Hosting.Tests.Api.Routes;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Hosting.Webhooks;

namespace AtRest.Hosting.Tests.Api.Problems;

/// <summary>What a route does not know is refused alike everywhere: the name is said, and what is allowed.</summary>
public sealed class UnknownInputTests(ApiFixture fixture)
{
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ListOrganizations"] = ["after", "limit"],
        ["ListClusters"] = ["q", "verdict", "type", "region", "rule", "sort", "page", "limit"],
        ["ListBatches"] = ["after", "limit"],
        ["ListReports"] = ["before", "limit"],
        ["ListTrail"] = ["before", "limit"],
        ["DownloadReport"] = ["scope"],
        ["ClusterReport"] = ["format"],
    };

    /// <summary>What a body that has members is made of. Other routes take none.</summary>
    private static readonly Dictionary<string, string> Members = new()
    {
        ["StartAudit"] = "Allowed: 'clusters'.",
        ["MakeKey"] = "Allowed: 'kind', 'name', 'right', 'expires'.",
        ["MakeOperatorKey"] = "Allowed: 'kind', 'name', 'right', 'expires'.",
        ["MakeNotificationEndpoint"] = "Allowed: 'name', 'format', 'url',",
    };

    [Theory]
    [MemberData(nameof(RouteTable.OfAll), MemberType = typeof(RouteTable))]
    public async Task Query_UnknownParameter_Is400WithItsNameAndThoseThatThereAre(string name)
    {
        foreach (var query in new[] { "?nonsense=1", "?nonsense", "?nonsense=1&nonsense=2", "?NONSENSE=&%6eonsense=1" })
        {
            var reply = await AskAsync(name, query);

            reply.ShouldBeProblem(400);
            reply.Json.GetProperty("type").GetString().ShouldBe("urn:atrest:problem:unknown-parameter");
            reply.Json.GetProperty("detail").GetString()!.ShouldContain("nonsense", Case.Insensitive);
            reply.Json.GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetString()).ShouldBe(Allowed.GetValueOrDefault(name, []));
        }
    }

    /// <summary>As members of a body are, names are compared letter by letter.</summary>
    [Theory]
    [InlineData("ListReports", "?Limit=5", "Limit")]
    [InlineData("ListReports", "?limit=5&BEFORE=x", "BEFORE")]
    [InlineData("ListReports", "?limit%20=5", "limit ")]
    [InlineData("ListReports", "?=5", "")]
    [InlineData("ListReports", "?format=json", "format")]
    [InlineData("ClusterReport", "?fromat=html", "fromat")]
    [InlineData("ClusterReport", "?format=html&limit=5", "limit")]
    [InlineData("DownloadReport", "?format=json", "format")]
    [InlineData("HealthLive", "?limit=5", "limit")]
    public async Task Query_NameOfAnotherRouteOrMisspelt_IsUnknown(string name, string query, string unknown)
    {
        var reply = await AskAsync(name, query);

        reply.ShouldBeProblem(400);
        reply.Json.GetProperty("detail").GetString()!.ShouldContain($"'{unknown}'");
    }

    [Theory]
    [InlineData("ListReports", "?limit=5")]
    [InlineData("ListReports", "?")]
    [InlineData("ListReports", "?&&")]
    [InlineData("ClusterReport", "?format=html")]
    [InlineData("HealthLive", "?")]
    public async Task Query_KnownOrEmpty_IsTaken(string name, string query) => ((int)(await AskAsync(name, query)).Status).ShouldBe(200);

    [Fact]
    public async Task Query_LongName_IsCut()
    {
        var reply = await AskAsync("HealthLive", $"?{new string('x', 5000)}=1");

        reply.ShouldBeProblem(400);
        reply.Body.Length.ShouldBeLessThan(600);
    }

    /// <summary>Strangers learn nothing but that they are strangers.</summary>
    [Theory]
    [MemberData(nameof(RouteTable.OfAll), MemberType = typeof(RouteTable))]
    public async Task Query_UnknownParameterOfAStranger_Is401WhereACredentialIsNeeded(string name)
    {
        var route = RouteTable.All[name];

        var reply = await fixture.Server.SendAsync(route.Method, route.Path(fixture.Acme) + "?nonsense=1");

        reply.ShouldBeProblem(route.StatusForAnybody is 200 ? 400 : 401);
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfAll), MemberType = typeof(RouteTable))]
    public async Task Body_UnknownMember_Is400WithItsPlace_ButNotInAnEvent(string name)
    {
        var reply = await AskAsync(name, "", """{"nonsense":1,"clusterz":[]}""");

        if (name == "KeyPolicyChanged")
        {
            ((int)reply.Status).ShouldBe(202, reply.Body);
            return;
        }

        reply.ShouldBeProblem(400);
        reply.Json.GetProperty("type").GetString().ShouldBe("urn:atrest:problem:bad-body");
        var errors = reply.Json.GetProperty("errors").EnumerateArray().ToList();
        errors.Select(error => error.GetProperty("pointer").GetString()).ShouldBe(["/nonsense", "/clusterz"]);
        errors[0].GetProperty("detail").GetString()!.ShouldContain(Members.GetValueOrDefault(name, "takes no body"));
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfAll), MemberType = typeof(RouteTable))]
    public async Task Body_Empty_IsTakenUnlessSomethingIsRequired(string name)
    {
        foreach (var body in new[] { "", "{}", " { } " })
        {
            // An endpoint needs a URL.
            ((int)(await AskAsync(name, "", body)).Status).ShouldBeOneOf(name == "MakeNotificationEndpoint" ? [400] : [200, 201, 202, 204]);
        }
    }

    [Theory]
    [InlineData("ClusterReport", "[]")]
    [InlineData("ClusterReport", "\"html\"")]
    [InlineData("ClusterReport", "{\"format\":\"html\"}")]
    [InlineData("GetAudit", "null")]
    [InlineData("GetAudit", "{")]
    [InlineData("OpenApi", "1")]
    public async Task Body_WhereNoneIsTaken_Is400(string name, string body) => (await AskAsync(name, "", body)).ShouldBeProblem(400);

    [Theory]
    [MemberData(nameof(RouteTable.OfAll), MemberType = typeof(RouteTable))]
    public async Task Body_OfAnotherType_Is415_ButNotOfAnEvent(string name)
    {
        var reply = await AskAsync(name, "", "text", "text/plain");

        ((int)reply.Status).ShouldBe(name == "KeyPolicyChanged" ? 202 : 415);
    }

    private Task<Reply> AskAsync(string name, string query, string? body = null, string type = "application/json") =>
        fixture.Server.SendAsync(RouteTable.All[name].Method, RouteTable.All[name].Path(fixture.Acme) + query, request =>
        {
            request.Headers.Add(Hosting.Api.Authentication.Credentials.KeyHeader, RouteTable.All[name].GoodKey);
            request.Headers.Add(WebhookKeys.Header, Fleet.WebhookKey);
            request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, type);
        });
}
