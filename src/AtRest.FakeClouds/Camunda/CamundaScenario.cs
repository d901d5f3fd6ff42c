using AtRest.FakeClouds.Camunda;

namespace AtRest.FakeClouds.Scenarios;

/// <content>Camunda's side.</content>
public sealed partial record Scenario
{
    /// <summary>Absent: Camunda is not there.</summary>
    public FakeCamunda? Camunda { get; init; }
}
