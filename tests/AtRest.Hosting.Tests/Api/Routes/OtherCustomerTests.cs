using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Every route as somebody else's customer: what is not theirs does not exist, to the last byte.</summary>
public sealed class OtherCustomerTests(ApiFixture fixture)
{
    [Theory]
    [MemberData(nameof(RouteTable.OfSomeCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_OtherOrganization_IsAsIfThereWereNone(string name)
    {
        var route = RouteTable.All[name];

        var others = await fixture.Server.SendAsync(route.Method, route.Path(fixture.Globex), Fleet.AcmeKey);
        var nobodys = await fixture.Server.SendAsync(route.Method, route.Path(Things.None), Fleet.AcmeKey);

        others.ShouldBeProblem(404);
        ShouldBeTheSame(others, nobodys);
        others.Body.ShouldNotContain(Fleet.Globex);
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfSomeCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_OtherOrganizationByToken_Is404(string name)
    {
        var route = RouteTable.All[name];

        (await fixture.Server.SendWithTokenAsync(route.Method, route.Path(fixture.Globex), fixture.Issuer.Token(_ => { }))).ShouldBeProblem(404);
    }

    /// <summary>IDs of others, tried below one's own organization, one after the other.</summary>
    [Theory]
    [InlineData("GetAudit")]
    [InlineData("ListBatches")]
    [InlineData("GetCluster")]
    [InlineData("DownloadReport")]
    [InlineData("ClusterReport")]
    [InlineData("RevokeKey")]
    [InlineData("RevokeNotificationEndpoint")]
    [InlineData("TestNotificationEndpoint")]
    public async Task CallerRoute_OthersIdBelowOwnOrganization_IsAsIfThereWereNone(string name)
    {
        var route = RouteTable.All[name];

        var others = await fixture.Server.SendAsync(route.Method, route.Path(fixture.Globex with { Organization = Fleet.Acme }), Fleet.AcmeKey);
        var nobodys = await fixture.Server.SendAsync(route.Method, route.Path(Things.None with { Organization = Fleet.Acme }), Fleet.AcmeKey);

        others.ShouldBeProblem(404);
        ShouldBeTheSame(others, nobodys);
    }

    [Fact]
    public async Task StartAudit_OthersCluster_IsAnsweredAsOneThatDoesNotExist()
    {
        var others = await StartAsync(Fleet.Reactor);
        var nobodys = await StartAsync(Things.None.Cluster);

        others.ShouldBeProblem(400);
        ShouldBeTheSame(others, nobodys);
        others.Json.GetProperty("errors")[0].GetProperty("pointer").GetString().ShouldBe("/clusters/0");

        Task<Reply> StartAsync(string cluster) => fixture.Server.SendAsync(HttpMethod.Post, "/api/organizations/acme/audits", Fleet.AcmeKey,
            new StringContent($$"""{"clusters":["{{cluster}}"]}""", System.Text.Encoding.UTF8, "application/json"));
    }

    [Fact]
    public async Task ListReports_OthersReportAsBegin_IsAnsweredAsOneThatDoesNotExist()
    {
        var others = await fixture.Server.GetAsync($"/api/organizations/acme/reports?before={fixture.Globex.Report}", Fleet.AcmeKey);
        var nobodys = await fixture.Server.GetAsync($"/api/organizations/acme/reports?before={Things.None.Report}", Fleet.AcmeKey);

        others.ShouldBeProblem(400);
        ShouldBeTheSame(others, nobodys);
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfCallers), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_OwnerOrOperator_IsServed(string name)
    {
        var route = RouteTable.All[name];

        foreach (var key in new[] { route.GoodKey, Fleet.OperatorKey })
        {
            var reply = await fixture.Server.SendAsync(route.Method, route.Path(fixture.Acme), key, route.Content);
            ((int)reply.Status).ShouldBe(route.StatusForOwner, reply.Body);
        }
    }

    [Theory]
    [MemberData(nameof(RouteTable.OfOrganizations), MemberType = typeof(RouteTable))]
    public async Task CallerRoute_OperatorAndNoSuchOrganization_Is404(string name)
    {
        var route = RouteTable.All[name];

        (await fixture.Server.SendAsync(route.Method, route.Path(Things.None), Fleet.OperatorKey)).ShouldBeProblem(404);
    }

    private static void ShouldBeTheSame(Reply one, Reply other)
    {
        other.Status.ShouldBe(one.Status);
        other.Shape.ShouldBe(one.Shape);
        other.Body.Length.ShouldBe(one.Body.Length);
        other.Headers.Keys.ShouldBe(one.Headers.Keys, ignoreOrder: true);
    }
}
