using AtRest.FakeClouds.Google;

namespace AtRest.FakeClouds.Scenarios;

/// <content>What exists in Google Cloud.</content>
public sealed partial class ScenarioBuilder
{
    public ScenarioBuilder CryptoKey(string name, Func<FakeCryptoKey, FakeCryptoKey>? change = null) =>
        With(scenario with { CryptoKeys = [.. scenario.CryptoKeys, Changed(new FakeCryptoKey { Name = name }, change)] });

    public ScenarioBuilder KeyRing(string name, params FakeIamBinding[] bindings) =>
        With(scenario with { KeyRings = [.. scenario.KeyRings, new() { Name = name, Bindings = bindings }] });

    /// <summary>A Google Cloud project in which the Cloud KMS API is not enabled.</summary>
    public ScenarioBuilder KmsDisabledProject(string project) => With(scenario with { KmsDisabledProjects = [.. scenario.KmsDisabledProjects, project] });

    /// <summary>A Google Cloud project in which the KMS Inventory API is not enabled.</summary>
    public ScenarioBuilder KmsInventoryDisabledProject(string project) =>
        With(scenario with { KmsInventoryDisabledProjects = [.. scenario.KmsInventoryDisabledProjects, project] });

    /// <summary>The record of a deleted key.</summary>
    public ScenarioBuilder RetiredCryptoKey(string name, string deleteTime = "now-20d") =>
        With(scenario with { RetiredCryptoKeys = [.. scenario.RetiredCryptoKeys, new() { Name = name, DeleteTime = deleteTime }] });

    public ScenarioBuilder ServiceAccount(string email, int tokenLifetimeSeconds = 3600) =>
        With(scenario with { ServiceAccounts = [.. scenario.ServiceAccounts, new() { Email = email, TokenLifetimeSeconds = tokenLifetimeSeconds }] });

    /// <summary>A provider that trusts only the managed identity, for this audience.</summary>
    public ScenarioBuilder WorkloadIdentityProvider(string name, string audience, Func<FakeWorkloadIdentityProvider, FakeWorkloadIdentityProvider>? change = null) =>
        With(scenario with { WorkloadIdentityProviders = [.. scenario.WorkloadIdentityProviders, Changed(new() { Name = name, Trust = Trust(audience) }, change)] });
}
