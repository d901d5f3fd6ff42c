using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Scenarios;

/// <content>What exists in Azure.</content>
public sealed partial class ScenarioBuilder
{
    /// <summary>Before the roles and providers that trust it.</summary>
    public ScenarioBuilder ManagedIdentity(Func<FakeManagedIdentity, FakeManagedIdentity>? change = null) => With(scenario with { ManagedIdentity = Changed(new FakeManagedIdentity(), change) });

    private FakeWebIdentityTrust Trust(string audience)
    {
        FakeManagedIdentity identity = scenario.ManagedIdentity ?? new FakeManagedIdentity();
        return new FakeWebIdentityTrust { Issuer = identity.Issuer, Audience = audience, Subject = identity.Subject };
    }
}
