using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>What the types cannot say. All errors are gathered.</summary>
internal static partial class ScenarioValidator
{
    private const string Services = "kms|cloudtrail|s3|sts|events|logs|cloudwatch|camunda|cloudkms|oauth2|googlests|iamcredentials|identity";

    public static void Validate(Scenario scenario, string name)
    {
        string[] errors = [.. Errors(scenario)];
        if (errors.Length > 0)
        {
            throw new ScenarioException($"The scenario {name} cannot be used:{string.Concat(errors.Select(error => $"{Environment.NewLine}  {error}"))}");
        }
    }

    private static IEnumerable<string> Errors(Scenario scenario) =>
    [
        .. Malformed("defaultAccountId", scenario.DefaultAccountId is { } id ? [id] : [], Account(), "12 digits"),
        .. Malformed("accounts[].accountId", scenario.Accounts.Select(account => account.AccountId), Account(), "12 digits"),
        .. Malformed("accounts[].roles[].arn", scenario.Accounts.SelectMany(account => account.Roles).Select(role => role.Arn), Role(), "arn:aws:iam::ACCOUNT:role/NAME"),
        .. Malformed("keys[].arn", scenario.Keys.Select(key => key.Arn), Key(), "arn:aws:kms:REGION:ACCOUNT:key/ID"),
        .. Malformed("trails[].arn", scenario.Trails.Select(trail => trail.Arn), Trail(), "arn:aws:cloudtrail:REGION:ACCOUNT:trail/NAME"),
        .. Malformed("eventDataStores[].arn", scenario.EventDataStores.Select(store => store.Arn), Store(), "arn:aws:cloudtrail:REGION:ACCOUNT:eventdatastore/ID"),
        .. Malformed("eventBuses", scenario.EventBuses, EventBus(), "arn:aws:events:REGION:ACCOUNT:event-bus/NAME"),
        .. Malformed("kmsDisabledProjects", scenario.KmsDisabledProjects, Project(), "a project's id"),
        .. Malformed("eventRules[].arn", scenario.EventRules.Select(rule => rule.Arn), EventRule(), "arn:aws:events:REGION:ACCOUNT:rule/NAME"),
        .. Malformed("logGroups[].arn", scenario.LogGroups.Select(group => group.Arn), LogGroup(), "arn:aws:logs:REGION:ACCOUNT:log-group:NAME"),
        .. Malformed("alarms[].arn", scenario.Alarms.Select(alarm => alarm.Arn), Alarm(), "arn:aws:cloudwatch:REGION:ACCOUNT:alarm:NAME"),
        .. Malformed("operation", Operations(scenario), Operation(), "SERVICE:OPERATION, such as kms:GetKeyPolicy or s3:*"),
        .. Malformed("faults.quotas", scenario.Faults.Quotas.Keys, Quota(), "SERVICE:OPERATION, such as kms:ListGrants"),
        .. Malformed("faults.down", scenario.Faults.Down, Service(), $"one of {Services.Replace("|", ", ")}"),
        .. Malformed("cryptoKeys[].name", scenario.CryptoKeys.Select(key => key.Name), CryptoKey(), "projects/P/locations/L/keyRings/R/cryptoKeys/K"),
        .. Malformed("keyRings[].name", scenario.KeyRings.Select(ring => ring.Name), KeyRing(), "projects/P/locations/L/keyRings/R"),
        .. Malformed("workloadIdentityProviders[].name", scenario.WorkloadIdentityProviders.Select(provider => provider.Name), Provider(), "//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID"),
        .. Malformed("cryptoKeys[].rotationPeriod", scenario.CryptoKeys.Select(key => key.RotationPeriod), Duration(), "seconds with the suffix s, such as 31536000s, or empty"),
        .. Repeated("cryptoKeys[].name", scenario.CryptoKeys.Select(key => key.Name)),
        .. Repeated("keyRings[].name", scenario.KeyRings.Select(ring => ring.Name)),
        .. Repeated("workloadIdentityProviders[].name", scenario.WorkloadIdentityProviders.Select(provider => provider.Name)),
        .. Repeated("accounts[].accountId", scenario.Accounts.Select(account => account.AccountId)),
        .. Repeated("keys[].arn", scenario.Keys.Select(key => key.Arn)),
        .. Repeated("trails[].arn", scenario.Trails.Select(trail => trail.Arn)),
        .. Repeated("eventDataStores[].arn", scenario.EventDataStores.Select(store => store.Arn)),
        .. Repeated("eventRules[].arn", scenario.EventRules.Select(rule => rule.Arn)),
        .. Repeated("logGroups[].arn", scenario.LogGroups.Select(group => group.Arn)),
        .. Repeated("alarms[].arn", scenario.Alarms.Select(alarm => alarm.Arn)),
        .. Repeated("buckets[].name", scenario.Buckets.Select(bucket => bucket.Name)),
        .. Repeated("camunda.organizations[].clientId", scenario.Camunda?.Organizations.Select(organization => organization.ClientId) ?? []),
        .. Rates(scenario),
        .. scenario.Trails.Where(trail => trail is { EventSelectors: not null, AdvancedEventSelectors: not null })
            .Select(trail => $"trails[]: {trail.Arn} has both eventSelectors and advancedEventSelectors; a trail has one kind only."),
    ];

    private static IEnumerable<string> Operations(Scenario scenario) =>
    [
        .. scenario.Denied.Select(denial => denial.Operation),
        .. scenario.Errors.Select(error => error.Operation),
        .. scenario.Accounts.SelectMany(account => account.Roles).SelectMany(role => role.Deny),
    ];

    private static IEnumerable<string> Rates(Scenario scenario)
    {
        FakeFaults faults = scenario.Faults;
        (string Name, bool Right, string Allowed)[] checks =
        [
            ("faults.throttleRate", faults.ThrottleRate is >= 0 and <= 1, "0 to 1"),
            ("faults.failureRate", faults.FailureRate is >= 0 and <= 1, "0 to 1"),
            ("faults.latencyMs", faults.LatencyMs >= 0, "0 or more"),
            ("faults.failEveryNth", faults.FailEveryNth >= 0, "0 or more"),
            ("faults.retryAfterSeconds", faults.RetryAfterSeconds is null or >= 0, "0 or more"),
            ("serviceAccounts[].tokenLifetimeSeconds", scenario.ServiceAccounts.All(account => account.TokenLifetimeSeconds > 0), "1 or more"),
            ("workloadIdentityProviders[].tokenLifetimeSeconds", scenario.WorkloadIdentityProviders.All(provider => provider.TokenLifetimeSeconds > 0), "1 or more"),
            ("managedIdentity.tokenLifetimeSeconds", scenario.ManagedIdentity is null or { TokenLifetimeSeconds: > 0 }, "1 or more"),
            ("faults.quotas", faults.Quotas.Values.All(quota => quota >= 0), "0 or more"),
            ("camunda.tokenLifetimeSeconds", scenario.Camunda is null or { TokenLifetimeSeconds: > 0 }, "1 or more"),
            ("camunda.tokenIntervalMs", scenario.Camunda is null or { TokenIntervalMs: >= 0 }, "0 or more"),
            ("camunda.retryAfterSeconds", scenario.Camunda is null or { RetryAfterSeconds: >= 0 }, "0 or more"),
            ("accounts[].roles[].maxSessionDurationSeconds", scenario.Accounts.SelectMany(account => account.Roles).All(role => role.MaxSessionDurationSeconds is >= 3600 and <= 43_200), "3600 to 43200"),
            ("pageSize", scenario.PageSize is null or > 0, "1 or more"),
        ];
        return checks.Where(check => !check.Right).Select(check => $"{check.Name}: allowed is {check.Allowed}.");
    }

    private static IEnumerable<string> Malformed(string place, IEnumerable<string> values, Regex form, string allowed) =>
        values.Where(value => !form.IsMatch(value)).Select(value => $"{place}: '{value}' is not of the form {allowed}.");

    private static IEnumerable<string> Repeated(string place, IEnumerable<string> values) =>
        values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => $"{place}: '{group.Key}' stands there {group.Count()} times.");

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

    [GeneratedRegex("^[a-z0-9.:-]+$")]
    private static partial Regex Project();

    [GeneratedRegex("^arn:aws[a-z-]*:events:[a-z0-9-]+:[0-9]{12}:rule/(?:[^:]+/)?[^/:]+$")]
    private static partial Regex EventRule();

    [GeneratedRegex("^arn:aws[a-z-]*:logs:[a-z0-9-]+:[0-9]{12}:log-group:[^:*]+$")]
    private static partial Regex LogGroup();

    [GeneratedRegex("^arn:aws[a-z-]*:cloudwatch:[a-z0-9-]+:[0-9]{12}:alarm:.+$")]
    private static partial Regex Alarm();

    [GeneratedRegex("^(?:\\*|(?:" + Services + "):[A-Za-z0-9.*]+)$")]
    private static partial Regex Operation();

    [GeneratedRegex("^(?:" + Services + "):[A-Za-z0-9.]+$")]
    private static partial Regex Quota();

    [GeneratedRegex("^(?:" + Services + ")$")]
    private static partial Regex Service();

    [GeneratedRegex("^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]{1,63}/cryptoKeys/[A-Za-z0-9_-]{1,63}$")]
    private static partial Regex CryptoKey();

    [GeneratedRegex("^projects/[a-z0-9.:-]+/locations/[a-z0-9-]+/keyRings/[A-Za-z0-9_-]{1,63}$")]
    private static partial Regex KeyRing();

    [GeneratedRegex("^//iam\\.googleapis\\.com/projects/[0-9]+/locations/global/workloadIdentityPools/[a-z0-9-]+/providers/[a-z0-9-]+$")]
    private static partial Regex Provider();

    [GeneratedRegex("^(?:[0-9]+(?:\\.[0-9]+)?s)?$")]
    private static partial Regex Duration();
}
