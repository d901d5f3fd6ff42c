using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Tests.Hosting;

public sealed class CloudListTests
{
    /// <summary>Scenarios have no faults or denials for the portal of IAM Identity Center.</summary>
    private static readonly string[] WithoutFaults = ["sso"];

    [Fact]
    public void ServiceNames_OfEachCloud_AreThoseOfItsServices()
    {
        World world = new(new Scenario(), TimeProvider.System);
        ServiceContext context = new(world, new AccessCheck(world), new IdentityTokens(world));

        CloudList.All.ShouldNotBeEmpty();
        foreach (ICloud cloud in CloudList.All)
        {
            cloud.Services(context).Select(service => service.Name).Distinct().Except(WithoutFaults).ShouldBe(cloud.ServiceNames, ignoreOrder: true);
        }
    }
}
