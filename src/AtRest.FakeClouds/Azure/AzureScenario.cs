using AtRest.FakeClouds.Azure;

namespace AtRest.FakeClouds.Scenarios;

/// <content>What exists in Azure.</content>
public sealed partial record Scenario
{
    /// <summary>The managed identity of an app on Azure. Absent: there is none.</summary>
    public FakeManagedIdentity? ManagedIdentity { get; init; }
}
