using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Camunda;

/// <summary>Camunda: its OAuth service and its Administration API.</summary>
internal sealed class CamundaCloud : ICloud
{
    public IReadOnlyList<string> ServiceNames => ["camunda"];

    public IEnumerable<IFakeService> Services(ServiceContext context) => [new CamundaService(context.World, context.Access)];

    public IEnumerable<string> Check(Scenario scenario) => scenario.Camunda is not { } camunda ? [] :
    [
        .. ScenarioCheck.Repeated("camunda.organizations[].clientId", camunda.Organizations.Select(organization => organization.ClientId)),
        .. ScenarioCheck.Allowed("camunda.tokenLifetimeSeconds", camunda.TokenLifetimeSeconds > 0, "1 or more"),
        .. ScenarioCheck.Allowed("camunda.tokenIntervalMs", camunda.TokenIntervalMs >= 0, "0 or more"),
        .. ScenarioCheck.Allowed("camunda.retryAfterSeconds", camunda.RetryAfterSeconds >= 0, "0 or more"),
    ];
}
