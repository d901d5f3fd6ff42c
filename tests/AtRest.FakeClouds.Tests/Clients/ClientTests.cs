using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Clients;

/// <summary>Calls the fake clouds with the clients of other authors, so that they stay compatible with the real clouds.</summary>
public sealed partial class ClientTests(ClientCalls calls) : IClassFixture<ClientCalls>
{
    private static readonly string Documentation = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Published", "fake-clouds.md"));

    public static TheoryData<string, string, string> Answers => new()
    {
        { "kms:DescribeKey", "KeyMetadata/KeyState", "Enabled" },
        { "kms:GetKeyPolicy", "PolicyName", "default" },
        { "kms:GetKeyRotationStatus", "RotationPeriodInDays", "365" },
        { "kms:ListKeyRotations", "Rotations/0/KeyMaterialState", "NON_CURRENT" },
        { "kms:ListKeyRotations", "Rotations/1/RotationType", "AUTOMATIC" },
        { "kms:ListGrants", "Grants/0/GranteePrincipal", "arn:aws:iam::444455556666:role/tenant-acme" },
        { "kms:ListGrants", "Grants/1", "" },
        { "kms:GetKeyLastUsage", "KeyLastUsage/Operation", "Decrypt" },
        { "cloudtrail:DescribeTrails", "trailList/0/S3BucketName", Names.Bucket },
        { "cloudtrail:GetTrail", "Trail/HomeRegion", Names.Region },
        { "cloudtrail:GetTrailStatus", "IsLogging", "true" },
        { "cloudtrail:GetEventSelectors", "EventSelectors/0/ReadWriteType", "All" },
        { "cloudtrail:ListEventDataStores", "EventDataStores/0/EventDataStoreArn", Names.Store },
        { "cloudtrail:GetEventDataStore", "RetentionPeriod", "2557" },
        { "cloudtrail:LookupEvents", "Events/0/EventName", "PutKeyPolicy" },
        { "organizations:DescribeOrganization", "Organization/MasterAccountId", Names.Customer },
        { "organizations:ListParents", "Parents/0/Type", "ROOT" },
        { "organizations:ListPoliciesForTarget", "Policies/0/Name", "own" },
        { "organizations:DescribePolicy", "Policy/PolicySummary/Type", "RESOURCE_CONTROL_POLICY" },
        { "s3:GetLifecycleConfiguration", "Rules/0/Expiration/Days", "400" },
        { "s3:GetBucketVersioning", "Status", "Enabled" },
        { "s3:GetBucketObjectLockConfiguration", "ObjectLockConfiguration/Rule/DefaultRetention/Mode", "COMPLIANCE" },
        { "s3:GetBucketPublicAccessBlock", "PublicAccessBlockConfiguration/BlockPublicAcls", "true" },
        { "s3:GetBucketPolicyStatus", "PolicyStatus/IsPublic", "false" },
        { "s3:GetAccountPublicAccessBlock", "PublicAccessBlockConfiguration/BlockPublicPolicy", "true" },
        { "s3:GetBucketLocation", "LocationConstraint", Names.Region },
        { "s3:ListBucket", "BucketRegion", Names.Region },
        { "sts:AssumeRole", "AssumedRoleUser/Arn", "arn:aws:sts::111122223333:assumed-role/AtRestAudit/audit" },
        { "sts:AssumeRoleWithWebIdentity", "Audience", "api://atrest" },
        { "sts:GetCallerIdentity", "Account", Names.Customer },
        { "events:ListRules", "Rules/0/Name", "keys" },
        { "events:ListTargetsByRule", "Targets/0/Arn", "arn:aws:sns:eu-central-1:111122223333:t" },
        { "events:TestEventPattern", "Result", "true" },
        { "logs:DescribeLogGroups", "logGroups/0/retentionInDays", "400" },
        { "logs:DescribeMetricFilters", "metricFilters/0/metricTransformations/0/metricName", "keys" },
        { "logs:TestMetricFilter", "matches/0/eventNumber", "1" },
        { "cloudwatch:DescribeAlarmsForMetric", "MetricAlarms/0/AlarmActions/0", "arn:aws:sns:eu-central-1:111122223333:t" },
        { "cloudwatch:DescribeAlarmsForMetric (query)", "MetricAlarms/0/AlarmActions/0", "arn:aws:sns:eu-central-1:111122223333:t" },
        { "cloudwatch:DescribeAlarmsForMetric (query)", "MetricAlarms/0/Period", "300" },
        { "cloudwatch:GetMetricData", "MetricDataResults/0/Values/0", "1000" },
        { "cloudwatch:GetMetricData (query)", "MetricDataResults/0/Values/0", "1000" },
        { "cloudwatch:GetMetricData (query)", "MetricDataResults/0/StatusCode", "Complete" },
        { "cloudkms:cryptoKeys.get", "primary/state", "ENABLED" },
        { "cloudkms:cryptoKeys.get", "versionTemplate/protectionLevel", "HSM" },
        { "cloudkms:cryptoKeys.getIamPolicy", "bindings/0/condition/expression", "request.time < timestamp('2027-01-01T00:00:00Z')" },
        { "cloudkms:keyRings.getIamPolicy", "version", "1" },
        { "cloudkms:cryptoKeyVersions.list", "0/state", "DISABLED" },
        { "cloudkms:cryptoKeyVersions.list", "0/attestation/format", "CAVIUM_V2_COMPRESSED" },
        { "cloudkms:cryptoKeyVersions.get", "algorithm", "GOOGLE_SYMMETRIC_ENCRYPTION" },
        { "cloudkms:retiredResources.list", "0/originalResource", "projects/p/locations/europe-west1/keyRings/r/cryptoKeys/gone" },
        { "kmsinventory:getProtectedResourcesSummary", "resourceCount", "4" },
        { "kmsinventory:getProtectedResourcesSummary", "cloudProducts/compute", "4" },
        { "camunda:GetClusters", "0/encryption/type", "Provider" },
        { "camunda:GetActivity", "0/auditType", "u" },
        { "camunda:GetActivity", "0/entityAttributeValueTo", "arn:new" },
        { "camunda:GetClustersParameters", "regions/0/provider", "AWS" },
    };

    public static TheoryData<string, string, string> Refusals => new()
    {
        { "kms: no such key", "NotFoundException", "does not exist" },
        { "kms: no such value", "ValidationException", "'includeKeyMaterial'" },
        { "kms: no such grant", "InvalidGrantIdException", "GrantId" },
        { "cloudtrail: no such name", "InvalidTrailNameException", "my--trail" },
        { "cloudtrail: no such trail", "TrailNotFoundException", "trail/other" },
        { "organizations: no such policy", "PolicyNotFoundException", "doesn't exist" },
        { "cloudtrail: no lake", "AccessDeniedException", "Only existing customers" },
        { "s3: no such bucket", "NoSuchBucket", "does not exist" },
        { "sts: too long", "ValidationError", "MaxSessionDuration" },
        { "events: no such bus", "ResourceNotFoundException", "Event bus nobodys does not exist." },
        { "logs: no such group", "ResourceNotFoundException", "log group" },
        { "cloudwatch: no such statistic", "ValidationException", "'statistic'" },
        { "cloudwatch (query): no such statistic", "ValidationException", "'statistic'" },
        { "cloudkms: no such key", "Error", "NOT_FOUND" },
        { "cloudkms: API not enabled", "Error", "SERVICE_DISABLED" },
        { "camunda: wrong secret", "HTTPError", "401" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public void Call_Answered_IsUnderstood(string call, string path, string expected)
    {
        JsonNode line = calls[call];

        line["error"]?.ToJsonString().ShouldBeNull();
        JsonNode? value = line["answer"];
        foreach (string step in path.Split('/'))
        {
            value = value is JsonArray list ? list.ElementAtOrDefault(int.Parse(step, System.Globalization.CultureInfo.InvariantCulture)) : value?[step];
        }

        (value?.ToString() ?? "").ShouldBe(expected);
    }

    [Theory]
    [InlineData("oauth2:token")]
    [InlineData("googlests:token")]
    public void Call_ForAToken_GetsOne(string call) => ((string?)calls[call]["answer"]?["token"]).ShouldStartWith("ya29.");

    [Fact]
    public void Call_ForCredentialsAfterASignIn_GetsThem() => ((string?)calls["sso:GetRoleCredentials"]["answer"]?["roleCredentials"]?["accessKeyId"]).ShouldStartWith("ASIA");

    [Theory]
    [MemberData(nameof(Refusals))]
    public void Call_Refused_IsUnderstood(string call, string name, string said)
    {
        JsonNode error = calls[call]["error"].ShouldNotBeNull();

        ((string?)error["name"]).ShouldBe(name);
        ((string?)error["message"])!.ShouldContain(said);
    }

    /// <summary>The table in the documentation lists what the fake clouds support.</summary>
    [Fact]
    public void EachOperation_Offered_WasCalledWithSuccess()
    {
        string[] offered = [.. Row().Matches(Documentation).SelectMany(row => Name().Matches(row.Groups["operations"].Value).Select(name => $"{row.Groups["service"].Value}:{name.Value.Trim('`')}"))];

        offered.Length.ShouldBeGreaterThan(30);
        calls.Successful.Order(StringComparer.Ordinal).ShouldBe(offered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void EachCall_Made_IsChecked() =>
        calls.Made.Order(StringComparer.Ordinal).ShouldBe(
            Answers.Select(row => row.Data.Item1).Concat(Refusals.Select(row => row.Data.Item1)).Append("oauth2:token").Append("googlests:token").Append("sso:GetRoleCredentials").Distinct().Order(StringComparer.Ordinal));

    [GeneratedRegex(@"^\| [^|]+ \| `(?<service>[a-z0-9]+)` \| (?<operations>[^|]+) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`[A-Za-z.]+`")]
    private static partial Regex Name();
}
