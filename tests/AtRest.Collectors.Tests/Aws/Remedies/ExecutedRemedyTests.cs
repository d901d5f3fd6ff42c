using System.Text.Json.Nodes;
using AtRest.Collectors.Tests.Support;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.FakeClouds;
using AtRest.FakeClouds.Scenarios;
using AtRest.Tests.Shared.Commands;

namespace AtRest.Collectors.Tests.Aws.Remedies;

/// <summary>Executes the commands of findings: in a real bash, and on the fake cloud if it supports the operation.</summary>
public sealed class ExecutedRemedyTests
{
    private const string PolicyWithOutsider = """
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "Ours",
              "Effect": "Allow",
              "Principal": { "AWS": "arn:aws:iam::111122223333:root" },
              "Action": "kms:*",
              "Resource": "*"
            },
            {
              "Sid": "Camunda",
              "Effect": "Allow",
              "Principal": { "AWS": ["arn:aws:iam::444455556666:role/tenant-acme", "arn:aws:iam::999988887777:role/stranger"] },
              "Action": ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
              "Resource": "*"
            }
          ]
        }
        """;

    private static readonly string[] PolicyRules = ["KPOL-1", "KPOL-2", "KPOL-3", "KPOL-4", "KPOL-5", "KPOL-6"];

    [Fact]
    public async Task PolicyCommands_Executed_MakeTheRulesPass()
    {
        await using var cloud = await StartAsync(Worlds.Account().Key(Names.Key, key => key with { Policy = PolicyWithOutsider }));
        var finding = (await AuditAsync(cloud)).Single(finding => finding.RuleId == "KPOL-3");
        finding.Status.ShouldBe(FindingStatus.Fail);

        using var bash = new Bash();
        var calls = bash.Run(finding.RemedyCode!).Calls;
        var answer = await new CommandSender(cloud, Names.Role, Names.ExternalId).SendAsync(calls[0]);
        await File.WriteAllTextAsync(Path.Combine(bash.Folder, "kms.get-key-policy.out"), JsonNode.Parse(answer!.Body)!["Policy"]!.GetValue<string>() + "\n", TestContext.Current.CancellationToken);
        var run = bash.RunForReal(finding.RemedyCode!);
        var put = run.Calls[1].Single(word => word.StartsWith("file://", StringComparison.Ordinal))["file://".Length..];
        var after = await File.ReadAllTextAsync(Path.Combine(bash.Folder, put), TestContext.Current.CancellationToken);

        await using var changed = await StartAsync(Worlds.Account().Key(Names.Key, key => key with { Policy = after }));
        (await AuditAsync(changed)).Where(found => PolicyRules.Contains(found.RuleId)).ShouldAllBe(found => found.Status == FindingStatus.Pass, after);
    }

    [Fact]
    public async Task Commands_KnownToTheFakeCloud_AreAnswered()
    {
        await using var cloud = await StartAsync(new ScenarioBuilder()
            .Role(Names.Role, Names.ExternalId)
            .Trail(Names.Trail, trail => trail with
            {
                Bucket = Names.Bucket,
                Status = new() { LatestDeliveryError = "AccessDenied" },
                EventSelectors = [new() { ExcludeManagementEventSources = ["kms.amazonaws.com"] }],
            })
            .Bucket(Names.Bucket, bucket => bucket with { Lifecycle = [new() { Id = "expire", ExpirationDays = 7 }] })
            .Key(Names.Key, key => key with { State = "Unavailable", Origin = "AWS_CLOUDHSM", Policy = PolicyWithOutsider }));
        var sender = new CommandSender(cloud, Names.Role, Names.ExternalId);
        var known = new List<string>();
        foreach (var code in (await AuditAsync(cloud)).Select(finding => finding.RemedyCode).OfType<string>().Where(code => code.StartsWith("aws ", StringComparison.Ordinal)).Distinct())
        {
            using var bash = new Bash();
            foreach (var call in bash.Run(code).Calls)
            {
                if (await sender.SendAsync(call) is { } answer)
                {
                    answer.Status.ShouldBe(200, $"{string.Join(' ', call)}: {answer.Body}");
                    known.Add($"{call[1]} {call[2]}");
                }
            }
        }

        known.Distinct().ShouldBe(
            ["kms describe-key", "kms get-key-policy", "cloudtrail get-event-selectors", "cloudtrail get-trail-status", "s3api get-bucket-lifecycle-configuration"],
            ignoreOrder: true);
    }

    private static Task<FakeCloud> StartAsync(ScenarioBuilder world) => FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<Finding>> AuditAsync(FakeCloud cloud)
    {
        var organization = Fleets.Organization(Names.Key);
        var evidence = await Collection.CollectAsync(Collection.OptionsFor(cloud.Endpoint), organization);
        var report = new Auditor(RuleCatalog.All, new ToolInfo("atrest", "test")).Audit(new AuditEvidence
        {
            SchemaVersion = AuditEvidence.CurrentSchemaVersion,
            AuditId = "audit-1",
            AuditedAt = TimeProvider.System.GetUtcNow(),
            Parameters = new AuditParameters(),
            Organization = organization,
            Clouds = evidence.Values.Single(),
        });
        return report.Clusters.Single().Findings;
    }
}
