using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.Organizations;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.WebIdentity;

namespace AtRest.FakeClouds.Scenarios;

/// <content>What exists in AWS.</content>
public sealed partial class ScenarioBuilder
{
    public ScenarioBuilder DefaultAccount(string accountId) => With(scenario with { DefaultAccountId = accountId });

    public ScenarioBuilder Credential(string accessKeyId, string accountId) =>
        With(scenario with { Credentials = [.. scenario.Credentials, new() { AccessKeyId = accessKeyId, AccountId = accountId }] });

    /// <summary>A role that can be assumed, in the account of its ARN.</summary>
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

    /// <summary>A role that trusts only the managed identity.</summary>
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

    /// <summary>An enabled rule; the pattern is JSON.</summary>
    public ScenarioBuilder EventRule(string arn, string eventPattern, Func<FakeEventRule, FakeEventRule>? change = null) =>
        With(scenario with { EventRules = [.. scenario.EventRules, Changed(new FakeEventRule { Arn = arn, EventPattern = eventPattern }, change)] });

    public ScenarioBuilder EventBus(string arn) => With(scenario with { EventBuses = [.. scenario.EventBuses, arn] });

    public ScenarioBuilder LogGroup(string arn, Func<FakeLogGroup, FakeLogGroup>? change = null) =>
        With(scenario with { LogGroups = [.. scenario.LogGroups, Changed(new FakeLogGroup { Arn = arn }, change)] });

    public ScenarioBuilder AwsOrganization(FakeAwsOrganization organization) => With(scenario with { Organization = organization });

    public ScenarioBuilder Alarm(string arn, string metricNamespace, string metricName, Func<FakeAlarm, FakeAlarm>? change = null) =>
        With(scenario with { Alarms = [.. scenario.Alarms, Changed(new FakeAlarm { Arn = arn, MetricNamespace = metricNamespace, MetricName = metricName }, change)] });
}
