using AtRest.Hosting.Api;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>What is mapped is tested, and what is tested is mapped.</summary>
public sealed class RouteTableTests(ApiFixture fixture)
{
    [Fact]
    public void Table_Always_HasEveryRoute() => fixture.Server.Routes.Select(route => route.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName)
        .ShouldBe(RouteTable.All.Keys, ignoreOrder: true);

    [Fact]
    public void Routes_Always_SayWhoMayCall_AndAreBelowTheApiOrWellKnown() => fixture.Server.Routes.ShouldAllBe(route =>
        (route.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) || route.RoutePattern.RawText.StartsWith("/.well-known/", StringComparison.Ordinal))
        && route.Metadata.GetMetadata<ApiRoute>() != null);

    [Fact]
    public void Table_Always_AgreesOnWhoMayCall() => fixture.Server.Routes
        .Where(route => route.Metadata.GetMetadata<ApiRoute>()!.Access == RouteAccess.Callers)
        .Select(route => route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName)
        .ShouldBe(RouteTable.OfCallers.Select(row => row.Data), ignoreOrder: true);
}
