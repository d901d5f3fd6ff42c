using System.Text.RegularExpressions;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.CloudWatch;
using AtRest.FakeClouds.Aws.CloudWatchLogs;
using AtRest.FakeClouds.Aws.EventBridge;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.Organizations;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Aws.Sso;
using AtRest.FakeClouds.Aws.Sts;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws;

/// <summary>AWS: KMS, what records and reports changes, S3, and the services that issue credentials.</summary>
internal sealed partial class AwsCloud : ICloud
{
    public IReadOnlyList<string> ServiceNames => ["kms", "cloudtrail", "s3", "sts", "events", "logs", "cloudwatch", "organizations"];

    public IEnumerable<IFakeService> Services(ServiceContext context)
    {
        AwsWorld world = new(context.World);
        return
        [
            new SsoService(world, context.Access),
            new KmsService(world, context.Access),
            new CloudTrailService(world, context.Access),

            // Before STS, which takes all other calls in the query protocol.
            new CloudWatchQueryService(world, context.Access),
            new StsService(world, context.Access, context.Identities),
            new EventBridgeService(world, context.Access),
            new CloudWatchLogsService(world, context.Access),
            new CloudWatchService(world, context.Access),
            new OrganizationsService(world, context.Access),

            // The last: it takes every request without a target.
            new S3Service(world, context.Access),
        ];
    }

    public Reply? AnswerUnknown(IncomingRequest request) => JsonProtocol.Shape(JsonErrors.UnknownOperation, request);

    public IEnumerable<string> Check(Scenario scenario) =>
    [
        .. ScenarioCheck.Malformed("defaultAccountId", scenario.DefaultAccountId is { } id ? [id] : [], Account(), "12 digits"),
        .. ScenarioCheck.Malformed("accounts[].accountId", scenario.Accounts.Select(account => account.AccountId), Account(), "12 digits"),
        .. ScenarioCheck.Repeated("accounts[].accountId", scenario.Accounts.Select(account => account.AccountId)),
        .. ScenarioCheck.Malformed("accounts[].roles[].arn", scenario.Accounts.SelectMany(account => account.Roles).Select(role => role.Arn), Role(), "arn:aws:iam::ACCOUNT:role/NAME"),
        .. ScenarioCheck.Malformed("keys[].arn", scenario.Keys.Select(key => key.Arn), Key(), "arn:aws:kms:REGION:ACCOUNT:key/ID"),
        .. ScenarioCheck.Repeated("keys[].arn", scenario.Keys.Select(key => key.Arn)),
        .. ScenarioCheck.Malformed("trails[].arn", scenario.Trails.Select(trail => trail.Arn), Trail(), "arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME"),
        .. ScenarioCheck.Repeated("trails[].arn", scenario.Trails.Select(trail => trail.Arn)),
        .. ScenarioCheck.Malformed("eventDataStores[].arn", scenario.EventDataStores.Select(store => store.Arn), Store(), "arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/ID"),
        .. ScenarioCheck.Repeated("eventDataStores[].arn", scenario.EventDataStores.Select(store => store.Arn)),
        .. ScenarioCheck.Malformed("eventBuses", scenario.EventBuses, EventBus(), "arn:aws:events:REGION:ACCOUNT:event-bus/NAME"),
        .. ScenarioCheck.Malformed("eventRules[].arn", scenario.EventRules.Select(rule => rule.Arn), EventRule(), "arn:aws:events:REGION:ACCOUNT:rule/NAME"),
        .. ScenarioCheck.Repeated("eventRules[].arn", scenario.EventRules.Select(rule => rule.Arn)),
        .. ScenarioCheck.Malformed("logGroups[].arn", scenario.LogGroups.Select(group => group.Arn), LogGroup(), "arn:aws:logs:REGION:ACCOUNT:log-group:NAME"),
        .. ScenarioCheck.Repeated("logGroups[].arn", scenario.LogGroups.Select(group => group.Arn)),
        .. ScenarioCheck.Malformed("alarms[].arn", scenario.Alarms.Select(alarm => alarm.Arn), Alarm(), "arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME"),
        .. ScenarioCheck.Repeated("alarms[].arn", scenario.Alarms.Select(alarm => alarm.Arn)),
        .. ScenarioCheck.Malformed("organization.managementAccountId", scenario.Organization is { } one ? [one.ManagementAccountId] : [], Account(), "12 digits"),
        .. ScenarioCheck.Repeated("organization.policies[].id", scenario.Organization?.Policies.Select(policy => policy.Id) ?? []),
        .. ScenarioCheck.Repeated("buckets[].name", scenario.Buckets.Select(bucket => bucket.Name)),
        .. ServiceCheck.Operations(scenario.Accounts.SelectMany(account => account.Roles).SelectMany(role => role.Deny)),
        .. ScenarioCheck.Allowed(
            "accounts[].roles[].maxSessionDurationSeconds",
            scenario.Accounts.SelectMany(account => account.Roles).All(role => role.MaxSessionDurationSeconds is >= 3600 and <= 43_200),
            "3600 to 43200"),
        .. ScenarioCheck.Allowed("accounts[].kmsRequests[].eachDay", scenario.Accounts.SelectMany(account => account.KmsRequests).All(requests => requests.EachDay >= 0), "0 or more"),
        .. scenario.Trails.Where(trail => trail is { EventSelectors: not null, AdvancedEventSelectors: not null })
            .Select(trail => $"trails[]: {trail.Arn} has both eventSelectors and advancedEventSelectors; a trail has one kind only."),
    ];

    [GeneratedRegex("^[0-9]{12}$")]
    private static partial Regex Account();

    [GeneratedRegex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/.+$")]
    private static partial Regex Role();

    [GeneratedRegex("^arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[^/:]+$")]
    private static partial Regex Key();

    [GeneratedRegex("^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:[0-9]{12}:trail/[^/:]+$")]
    private static partial Regex Trail();

    [GeneratedRegex("^arn:aws[a-z-]*:cloudtrail:[a-z0-9-]+:[0-9]{12}:eventdatastore/[^/:]+$")]
    private static partial Regex Store();

    [GeneratedRegex("^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:event-bus/[/._A-Za-z0-9-]+$")]
    private static partial Regex EventBus();

    [GeneratedRegex("^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:rule/(?:[^:]+/)?[^/:]+$")]
    private static partial Regex EventRule();

    [GeneratedRegex("^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:*]+$")]
    private static partial Regex LogGroup();

    [GeneratedRegex("^arn:aws[a-z-]*:cloudwatch:[a-z0-9-]+:[0-9]{12}:alarm:.+$")]
    private static partial Regex Alarm();
}
