using AtRest.FakeClouds.Camunda;

namespace AtRest.FakeClouds.Scenarios;

/// <content>Camunda's side.</content>
public sealed partial class ScenarioBuilder
{
    /// <summary>Camunda, with an organization of this API client; further ones are added to it.</summary>
    public ScenarioBuilder Camunda(string clientId, string? clientSecret, params IReadOnlyList<FakeCamundaCluster> clusters) => Camunda(camunda => camunda with
    {
        Organizations = [.. camunda.Organizations, new() { ClientId = clientId, ClientSecret = clientSecret, Clusters = clusters }],
    });

    public ScenarioBuilder Camunda(Func<FakeCamunda, FakeCamunda> change) => With(scenario with { Camunda = change(scenario.Camunda ?? new FakeCamunda()) });
}
