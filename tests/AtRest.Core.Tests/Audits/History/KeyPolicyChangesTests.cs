using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits.History;

public sealed class KeyPolicyChangesTests
{
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111";

    [Fact]
    public void Report_WithReadPolicies_HoldsThemWithTheirHash()
    {
        var policy = Audit(CaseWorld.With([])).KeyPolicies.ShouldHaveSingleItem();

        policy.KeyArn.ShouldBe(Key);
        policy.Sha256.ShouldBe(EvidenceHash.OfText(policy.Policy));
    }

    [Fact]
    public void Changes_SamePolicy_AreNone() => ChangesFrom(policy => policy).ShouldBeEmpty();

    [Fact]
    public void Changes_PolicyIsAnother_ShowTheLinesThatDiffer()
    {
        var change = ChangesFrom(policy => policy.Replace("\"kms:Decrypt\",", "", StringComparison.Ordinal)).ShouldHaveSingleItem();

        change.ShouldSatisfyAllConditions(
            () => change.Kind.ShouldBe(ChangeKind.KeyPolicy),
            () => change.Cluster.ShouldBe("c-payments"),
            () => change.Resource.ShouldBe(Key),
            () => change.Before.ShouldNotBe(change.After),
            () => change.Message.ShouldContain("payments"));
        change.Difference!.Split('\n').ShouldAllBe(line => line[0] == ' ' || line[0] == '-' || line[0] == '+');
        change.Difference.Split('\n').Where(line => line[0] != ' ').ShouldBe(["+        \"kms:Decrypt\","]);
    }

    [Fact]
    public void Changes_PolicyHasOnlyANewLayout_SaySo()
    {
        var change = ChangesFrom(policy => JsonSerializer.Serialize(JsonElement.Parse(policy))).ShouldHaveSingleItem();

        change.Difference.ShouldBeNull();
        change.Message.ShouldContain("only formatted differently");
    }

    [Fact]
    public void Changes_PolicyCouldNotBeRead_AreNone()
    {
        var evidence = CaseWorld.With([]);
        var unread = evidence with
        {
            Previous = PreviousWith("{}"),
            Clouds = evidence.Clouds.With(evidence.Clouds.Aws with { Keys = [.. evidence.Clouds.Aws.Keys.Select(key => key with { Policy = key.Policy with { Value = null, Absence = new Absence { Kind = AbsenceKind.Denied, Cause = "Refused." } } })] }),
        };

        Policies(Audit(unread)).ShouldBeEmpty();
    }

    private static List<ReportChange> ChangesFrom(Func<string, string> before)
    {
        var evidence = CaseWorld.With([]);
        return Policies(Audit(evidence with { Previous = PreviousWith(before(evidence.Clouds.Aws.Keys.First().Policy.Value!.Json)) }));
    }

    private static PreviousAudit PreviousWith(string policy) =>
        Histories.Previous() with { KeyPolicies = [new ReportedKeyPolicy { KeyArn = Key, Sha256 = EvidenceHash.OfText(policy), Policy = policy }] };

    private static List<ReportChange> Policies(AuditReport report) => [.. report.Changes.Where(change => change.Kind == ChangeKind.KeyPolicy)];

    private static AuditReport Audit(AuditEvidence evidence) => new Auditor(RuleCatalog.All, new ToolInfo("atrest", "1")).Audit(evidence);
}
