using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

/// <summary>A role without one permission: only the rules that need it are unknown, and the report names the permission.</summary>
public sealed class MissingPermissionTests : CloudTest
{
    /// <summary>The world has no events, so nothing shows who used the key.</summary>
    private static readonly string[] Always = ["USE-1", "USE-2"];

    [Theory]
    [InlineData("cloudtrail:LookupEvents", null)]
    [InlineData("cloudwatch:GetMetricData", null)]
    [InlineData("cloudwatch:DescribeAlarmsForMetric", "MON-2")]
    [InlineData("events:ListRules", "MON-1")]
    [InlineData("events:ListTargetsByRule", "MON-1")]
    [InlineData("events:TestEventPattern", "MON-1")]
    [InlineData("kms:GetKeyLastUsage", "KMS-8")]
    [InlineData("logs:DescribeMetricFilters", "MON-2")]
    [InlineData("logs:TestMetricFilter", "MON-2")]
    [InlineData("organizations:DescribeOrganization", "ORG-1")]
    [InlineData("organizations:DescribePolicy", "ORG-1")]
    [InlineData("organizations:ListParents", "ORG-1")]
    [InlineData("organizations:ListPoliciesForTarget", "ORG-1")]
    [InlineData("s3:GetBucketObjectLockConfiguration", "TRAIL-5")]
    [InlineData("s3:GetBucketPublicAccessBlock", "TRAIL-8")]
    public async Task Audit_WithoutThePermission_OnlyItsRuleIsUnknown(string permission, string? rule)
    {
        var inventory = await ArrangeAsync(new Fleet(1).WatchedByAlarm().InOrganization().Deny(permission));

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory, "--json", "--lookup-events", "50", "--usage-metrics");

        result.ExitCode.ShouldBeLessThan(3, result.ToString());
        result.Output.ShouldContain(permission);
        using var report = JsonDocument.Parse(result.Output);
        report.RootElement.GetProperty("clusters").EnumerateArray().Append(report.RootElement)
            .SelectMany(part => part.GetProperty("findings").EnumerateArray())
            .Where(finding => finding.GetProperty("status").GetString() == "unknown")
            .Select(finding => finding.GetProperty("ruleId").GetString()).Distinct()
            .ShouldBe(rule is null ? Always : [rule, .. Always], ignoreOrder: true);
    }
}
