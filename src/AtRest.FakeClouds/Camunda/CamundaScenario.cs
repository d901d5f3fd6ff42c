using AtRest.FakeClouds.Camunda;

namespace AtRest.FakeClouds.Scenarios;

/// <content>Camunda's side.</content>
public sealed partial record Scenario
{
    /// <summary>Absent: Camunda's services do not exist.</summary>
    public FakeCamunda? Camunda { get; init; }
}
