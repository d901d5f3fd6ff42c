using System.Reflection;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Pipeline;

/// <summary>A route is written in one place: what is there is served, and what is served is there.</summary>
public sealed class ApiPathsTests(ApiFixture fixture)
{
    [Fact]
    public void Templates_Always_AreThoseOfTheEndpoints()
    {
        var templates = typeof(ApiPaths).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

        // Neither the prefix nor what only a trigger of Functions takes.
        templates.Except([ApiPaths.Prefix, ApiPaths.Health, ApiPaths.Anything]).ShouldBe(fixture.Server.Routes.Select(route => route.RoutePattern.RawText!.TrimStart('/')).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Of_Parameters_FillsThemInInTheirOrder()
    {
        ApiPaths.Of(ApiPaths.ReportFile, "acme", "latest", "json").ShouldBe("/api/organizations/acme/reports/latest/json");
        ApiPaths.Of(ApiPaths.OpenApi).ShouldBe("/api/openapi.json");
    }
}
