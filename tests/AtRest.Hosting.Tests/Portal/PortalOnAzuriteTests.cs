using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Portal.Support;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>The same pages from Azure Storage (a real Azurite): sessions, keys and details are blobs there.</summary>
public sealed class PortalOnAzuriteTests(AzuriteStorage azurite)
{
    [Fact]
    public async Task Pages_FromAzureStorage_AreThere_AndASessionEndsEverywhere()
    {
        await using var world = await PortalWorld.BeginAsync(await azurite.NewAsync());
        using var visitor = await world.EnterAsync(world.AcmeKey);
        using var there = new Visitor(PortalWorld.UrlOf(await world.ServeAsync()));
        there.Cookies["atrest"] = visitor.Cookies["atrest"];
        // No audit, no key and no endpoint was made here.
        foreach (var name in PortalRouteTable.OfOrganizations.Keys.Except(PortalRouteTable.Forms).Except(["PortalAudit", "PortalKey", "PortalNotification"]))
        {
            var path = PortalRouteTable.AddressOf(name, PortalRouteTable.PlaceOf(world, PortalWorld.Acme));

            ((int)(await visitor.GetAsync(path)).Status).ShouldBe(200, path);
            ((int)(await there.GetAsync(path)).Status).ShouldBe(200, path);
        }

        await visitor.PostAsync("/organizations", "/sign-out", []);

        ((int)(await there.GetAsync("/organizations")).Status).ShouldBe(303);
    }
}
