using AtRest.Collectors.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.Collectors.Tests.Aws.Monitoring;

/// <summary>The remedies of the findings make the rules pass.</summary>
public sealed class RemedyTests
{
    public static TheoryData<string> Origins => ["AWS_KMS", "EXTERNAL", "AWS_CLOUDHSM", "EXTERNAL_KEY_STORE"];

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task EventPattern_AsAdvised_MakesTheRulePass(string origin)
    {
        var before = await AuditAsync(Worlds.Account().Key(Names.Key, key => key with { Origin = origin }), "MON-1");
        before.Status.ShouldBe(FindingStatus.Fail);

        var after = await AuditAsync(Worlds.Account().Key(Names.Key, key => key with { Origin = origin }).Rule("advised", Advised(before, "--event-pattern")), "MON-1");

        after.Status.ShouldBe(FindingStatus.Pass, after.Message);
    }

    [Theory]
    [MemberData(nameof(Origins))]
    public async Task FilterPattern_AsAdvised_MakesTheRulePass(string origin)
    {
        var before = await AuditAsync(Watchers.WatchedTrail().Key(Names.Key, key => key with { Origin = origin }), "MON-2");
        before.Status.ShouldBe(FindingStatus.Fail);

        var after = await AuditAsync(Watchers.WatchedTrail(Watchers.Filter("advised", Advised(before, "--filter-pattern"))).Key(Names.Key, key => key with { Origin = origin }).AlarmOn("advised"), "MON-2");

        after.Status.ShouldBe(FindingStatus.Pass, after.Message);
    }

    private static string Advised(Finding finding, string option) => finding.RemedyCode!.Split($"{option} '")[1].Split('\'')[0];

    private static async Task<Finding> AuditAsync(ScenarioBuilder world, string rule)
    {
        var organization = Fleets.Organization(Names.Key);
        var collection = await Collection.RunAsync(world.Build(), organization);
        var report = new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "audit-1",
            AuditedAt = TimeProvider.System.GetUtcNow(),
            Parameters = new AuditParameters(),
            Organization = organization,
            Clouds = collection.Clouds,
        });
        return report.Clusters.Single().Findings.Single(finding => finding.RuleId == rule);
    }
}
