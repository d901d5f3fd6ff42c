using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Azure;

/// <summary>Azure: the endpoint of managed identities.</summary>
internal sealed class AzureCloud : ICloud
{
    public IReadOnlyList<string> ServiceNames => ["identity"];

    public IEnumerable<IFakeService> Services(ServiceContext context) => [new IdentityService(context.World, context.Access, context.Identities)];

    public IEnumerable<string> Check(Scenario scenario) =>
        ScenarioCheck.Allowed("managedIdentity.tokenLifetimeSeconds", scenario.ManagedIdentity is null or { TokenLifetimeSeconds: > 0 }, "1 or more");
}
