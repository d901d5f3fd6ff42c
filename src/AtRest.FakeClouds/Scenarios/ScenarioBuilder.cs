using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>
/// Arranges a <see cref="Scenario"/> in a test:
/// <c>new ScenarioBuilder().Role(arn, "external-id").Key(keyArn, key => key with { State = "Disabled" }).Build()</c>.
/// </summary>
public sealed class ScenarioBuilder
{
    private Scenario scenario = new();

    public ScenarioBuilder DefaultAccount(string accountId) => With(scenario with { DefaultAccountId = accountId });

    public ScenarioBuilder Credential(string accessKeyId, string accountId) =>
        With(scenario with { Credentials = [.. scenario.Credentials, new() { AccessKeyId = accessKeyId, AccountId = accountId }] });

    /// <summary>A role that may be assumed, in the account of its ARN.</summary>
    public ScenarioBuilder Role(string roleArn, string? externalId = null, params string[] deny) =>
        Role(new FakeRole { Arn = roleArn, ExternalId = externalId, Deny = deny });

    /// <inheritdoc cref="Role(string, string?, string[])"/>
    public ScenarioBuilder Role(FakeRole role) =>
        Account(role.Arn.Split(':').ElementAtOrDefault(4) ?? "", account => account with { Roles = [.. account.Roles, role] });

    public ScenarioBuilder Account(string accountId, Func<FakeAccount, FakeAccount> change)
    {
        FakeAccount account = scenario.Accounts.FirstOrDefault(known => known.AccountId == accountId) ?? new() { AccountId = accountId };
        return With(scenario with { Accounts = [.. scenario.Accounts.Where(known => known.AccountId != accountId), change(account)] });
    }

    public ScenarioBuilder Key(string arn, Func<FakeKey, FakeKey>? change = null) =>
        With(scenario with { Keys = [.. scenario.Keys, Changed(new FakeKey { Arn = arn }, change)] });

    public ScenarioBuilder Trail(string arn, Func<FakeTrail, FakeTrail>? change = null) =>
        With(scenario with { Trails = [.. scenario.Trails, Changed(new FakeTrail { Arn = arn }, change)] });

    public ScenarioBuilder EventDataStore(string arn, string name, Func<FakeEventDataStore, FakeEventDataStore>? change = null) =>
        With(scenario with { EventDataStores = [.. scenario.EventDataStores, Changed(new FakeEventDataStore { Arn = arn, Name = name }, change)] });

    public ScenarioBuilder Bucket(string name, Func<FakeBucket, FakeBucket>? change = null) =>
        With(scenario with { Buckets = [.. scenario.Buckets, Changed(new FakeBucket { Name = name }, change)] });

    public ScenarioBuilder CryptoKey(string name, Func<FakeCryptoKey, FakeCryptoKey>? change = null) =>
        With(scenario with { CryptoKeys = [.. scenario.CryptoKeys, Changed(new FakeCryptoKey { Name = name }, change)] });

    public ScenarioBuilder KeyRing(string name, params FakeIamBinding[] bindings) =>
        With(scenario with { KeyRings = [.. scenario.KeyRings, new() { Name = name, Bindings = bindings }] });

    /// <summary>A Google Cloud project in which the Cloud KMS API is not enabled.</summary>
    public ScenarioBuilder KmsDisabledProject(string project) => With(scenario with { KmsDisabledProjects = [.. scenario.KmsDisabledProjects, project] });

    public ScenarioBuilder ServiceAccount(string email, int tokenLifetimeSeconds = 3600) =>
        With(scenario with { ServiceAccounts = [.. scenario.ServiceAccounts, new() { Email = email, TokenLifetimeSeconds = tokenLifetimeSeconds }] });

    /// <summary>A role that the managed identity's token opens, and nobody else's.</summary>
    public ScenarioBuilder WebIdentityRole(string roleArn, string audience, Func<FakeWebIdentityTrust, FakeWebIdentityTrust>? change = null)
    {
        ScenarioBuilder changed = Role(roleArn);
        return changed.With(changed.scenario with
        {
            Accounts = [.. changed.scenario.Accounts.Select(account => account with
            {
                Roles = [.. account.Roles.Select(role => role.Arn == roleArn ? role with { WebIdentity = Changed(Trust(audience), change) } : role)],
            })],
        });
    }

    /// <summary>A provider that trusts the managed identity for this audience, and nobody else.</summary>
    public ScenarioBuilder WorkloadIdentityProvider(string name, string audience, Func<FakeWorkloadIdentityProvider, FakeWorkloadIdentityProvider>? change = null) =>
        With(scenario with { WorkloadIdentityProviders = [.. scenario.WorkloadIdentityProviders, Changed(new() { Name = name, Trust = Trust(audience) }, change)] });

    /// <summary>Before the roles and providers that trust it.</summary>
    public ScenarioBuilder ManagedIdentity(Func<FakeManagedIdentity, FakeManagedIdentity>? change = null) => With(scenario with { ManagedIdentity = Changed(new FakeManagedIdentity(), change) });

    /// <summary>Camunda, with an organization of this API client; further ones are added to it.</summary>
    public ScenarioBuilder Camunda(string clientId, string? clientSecret, params IReadOnlyList<FakeCamundaCluster> clusters) => Camunda(camunda => camunda with
    {
        Organizations = [.. camunda.Organizations, new() { ClientId = clientId, ClientSecret = clientSecret, Clusters = clusters }],
    });

    public ScenarioBuilder Camunda(Func<FakeCamunda, FakeCamunda> change) => With(scenario with { Camunda = change(scenario.Camunda ?? new FakeCamunda()) });

    /// <summary>An enabled rule; the pattern is JSON.</summary>
    public ScenarioBuilder EventRule(string arn, string eventPattern, Func<FakeEventRule, FakeEventRule>? change = null) =>
        With(scenario with { EventRules = [.. scenario.EventRules, Changed(new FakeEventRule { Arn = arn, EventPattern = eventPattern }, change)] });

    public ScenarioBuilder EventBus(string arn) => With(scenario with { EventBuses = [.. scenario.EventBuses, arn] });

    public ScenarioBuilder LogGroup(string arn, Func<FakeLogGroup, FakeLogGroup>? change = null) =>
        With(scenario with { LogGroups = [.. scenario.LogGroups, Changed(new FakeLogGroup { Arn = arn }, change)] });

    public ScenarioBuilder Alarm(string arn, string metricNamespace, string metricName, Func<FakeAlarm, FakeAlarm>? change = null) =>
        With(scenario with { Alarms = [.. scenario.Alarms, Changed(new FakeAlarm { Arn = arn, MetricNamespace = metricNamespace, MetricName = metricName }, change)] });

    public ScenarioBuilder Deny(string operation, string? resource = null, string? account = null) =>
        With(scenario with { Denied = [.. scenario.Denied, new() { Operation = operation, Resource = resource, Account = account }] });

    public ScenarioBuilder Error(string operation, string code, Func<FakeError, FakeError>? change = null) =>
        With(scenario with { Errors = [.. scenario.Errors, Changed(new FakeError { Operation = operation, Code = code }, change)] });

    public ScenarioBuilder Faults(Func<FakeFaults, FakeFaults> change) => With(scenario with { Faults = change(scenario.Faults) });

    public ScenarioBuilder PageSize(int entries) => With(scenario with { PageSize = entries });

    public Scenario Build() => scenario;

    private FakeWebIdentityTrust Trust(string audience)
    {
        FakeManagedIdentity identity = scenario.ManagedIdentity ?? new FakeManagedIdentity();
        return new FakeWebIdentityTrust { Issuer = identity.Issuer, Audience = audience, Subject = identity.Subject };
    }

    private static T Changed<T>(T value, Func<T, T>? change) => change is null ? value : change(value);

    private ScenarioBuilder With(Scenario changed)
    {
        scenario = changed;
        return this;
    }
}
