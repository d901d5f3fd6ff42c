using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;
using AtRest.Tests.Shared.Commands;

namespace AtRest.Core.Tests.Rules.Remedies;

/// <summary>Every command that a finding or a page prints can be pasted into bash, and is valid for the cloud's command line.</summary>
public sealed partial class PrintedCommandTests
{
    /// <summary>The rules that print commands, so that the test fails if one no longer does.</summary>
    private static readonly string[] RulesWithCommands =
    [
        "KMS-1", "KMS-2", "KMS-3", "KMS-4", "KMS-5", "KMS-6", "KMS-7", "KPOL-1", "KPOL-2", "KPOL-3", "KPOL-4", "KPOL-6", "KPOL-7", "KPOL-8",
        "MON-1", "MON-2", "TRAIL-1", "TRAIL-2", "TRAIL-3", "TRAIL-4", "TRAIL-5", "TRAIL-6",
    ];

    private static readonly Lazy<IReadOnlyList<(string Code, RuleCase Case, Finding Finding)>> Printed = new(() =>
        [.. RuleCaseFiles.All.SelectMany(@case => RuleCaseRun.Findings(@case).Where(finding => finding.RemedyCode is { } code && IsCommands(code)).Select(finding => (Code: finding.RemedyCode!, Case: @case, Finding: finding))).DistinctBy(entry => (entry.Finding.RuleId, entry.Code))]);

    [Fact]
    public void Commands_OfEveryFindingInEveryCase_AreTakenAsPasted()
    {
        using var bash = new Bash();
        var faults = new List<string>();
        foreach (var (code, @case, finding) in Printed.Value)
        {
            var run = bash.Run(code);
            var complaints = run.Calls.SelectMany(words => CommandCheck.Faults(words, file => File.Exists(Path.Combine(bash.Folder, file))).Select(fault => $"{string.Join(' ', words.Take(3))}: {fault}"));
            if (run.Complaint.Length > 0)
            {
                complaints = complaints.Append(run.Complaint);
            }

            // Each line that starts with a cloud's command was called, so no unclosed quote contains one.
            if (run.Calls.Length < code.Split('\n').Count(CommandLine().IsMatch))
            {
                complaints = complaints.Append("not every command was called");
            }

            faults.AddRange(complaints.Select(complaint => $"{finding.RuleId} in {@case.Id}: {complaint}\n{code}"));
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void Cases_HaveFindingsWithCommands_OfEachRuleThatPrintsSome() => RulesWithCommands.Except(Printed.Value.Select(entry => entry.Finding.RuleId)).ShouldBeEmpty();

    /// <summary>A command in the middle of a sentence is hard to distinguish, for a reader and for this test.</summary>
    [Fact]
    public void Texts_OfEveryFinding_HaveNoCommands() => RuleCaseFiles.All.SelectMany(@case => RuleCaseRun.Findings(@case))
        .SelectMany(finding => new[] { finding.Message, finding.Consequence, finding.Remedy }.Where(text => text is not null && CommandInText().IsMatch(text)).Select(text => $"{finding.RuleId}: {text}"))
        .Distinct().ShouldBeEmpty();

    [Fact]
    public void Commands_OnThePagesOfRules_AreTakenAsPasted()
    {
        using var bash = new Bash();
        var pages = Directory.EnumerateFiles(Path.Combine(RuleCaseFiles.Repository, "docs", "rules"), "*.md").Order(StringComparer.Ordinal).ToList();
        var faults = new List<string>();
        var count = 0;
        foreach (var page in pages)
        {
            foreach (var code in Blocks(page).Where(IsCommands))
            {
                var run = bash.Run(code);
                count += run.Calls.Length;
                faults.AddRange(run.Calls.SelectMany(words => CommandCheck.Faults(words, _ => true)).Append(run.Complaint).Where(fault => fault.Length > 0).Select(fault => $"{Path.GetFileName(page)}: {fault}\n{code}"));
            }
        }

        faults.ShouldBeEmpty();
        count.ShouldBeGreaterThan(20);
    }

    /// <summary>The AWS default policy gives access only to the owner's account, so a key created without a policy would lock the cluster out.</summary>
    [Fact]
    public void NewKeys_OfEveryFinding_ComeWithAPolicyThatPasses()
    {
        using var bash = new Bash();
        var policies = new List<string>();
        foreach (var (code, @case, _) in Printed.Value.Where(entry => entry.Code.Contains("create-key", StringComparison.Ordinal) || entry.Code.Contains("replicate-key", StringComparison.Ordinal)))
        {
            var external = (DeclaredEncryption.External)CaseWorld.Context(@case.Given).Cluster.Encryption;
            foreach (var call in bash.Run(code).Calls.Where(call => call[2] is "create-key" or "replicate-key"))
            {
                var policy = call.SkipWhile(word => word != "--policy").ElementAtOrDefault(1).ShouldNotBeNull(code);
                var key = KmsKeyArn.Parse($"arn:aws:kms:eu-central-1:{external.PrimaryKeyArn.AccountId}:key/00000000-0000-4000-8000-000000000000");
                KeyPolicyAnalysis.Of(policy, new() { Key = key, Roles = [external.RoleArn], Grants = [], Moment = DateTimeOffset.UnixEpoch }).Unmet().ShouldBeEmpty(policy);
                policies.Add(call[2]);
            }
        }

        policies.Distinct().ShouldBe(["create-key", "replicate-key"], ignoreOrder: true);
    }

    /// <summary>A remedy that cannot be undone warns first.</summary>
    [Fact]
    public void ObjectLock_InEveryFinding_IsWarnedOfAndKeepsAsLongAsAsked()
    {
        var locks = Printed.Value.Where(entry => entry.Code.Contains("put-object-lock-configuration", StringComparison.Ordinal)).ToList();

        locks.ShouldNotBeEmpty();
        foreach (var (code, @case, finding) in locks)
        {
            var days = CaseWorld.Context(@case.Given).Parameters.RetentionDays;
            var remedy = finding.Remedy.ShouldNotBeNull();
            code.ShouldContain($"\"Days\":{days}}}");
            if (code.Contains("put-bucket-versioning", StringComparison.Ordinal))
            {
                remedy.ShouldContain("cannot turn it off again");
                remedy.ShouldContain("server access logs");
                remedy.IndexOf("cannot turn it off", StringComparison.Ordinal).ShouldBeLessThan(remedy.IndexOf("Then turn on Object Lock", StringComparison.Ordinal));
            }
            else
            {
                remedy.ShouldContain("kept and charged for");
                remedy.Contains("nobody can delete a file earlier", StringComparison.Ordinal).ShouldBe(code.Contains("COMPLIANCE", StringComparison.Ordinal), code);
            }
        }

        locks.Select(entry => entry.Code.Contains("put-bucket-versioning", StringComparison.Ordinal)).Distinct().Count().ShouldBe(2);
    }

    /// <summary>If no principal in the owner's account can change the policy, a command that puts a policy would be rejected.</summary>
    [Fact]
    public void PolicyPuts_OfEveryCase_AreOnlyWhereTheOwnerMayPut() => Printed.Value
        .Where(entry => entry.Code.Contains("put-key-policy", StringComparison.Ordinal) && entry.Finding.RuleId != "KPOL-8")
        .Where(entry => RuleCaseRun.Findings(entry.Case).Any(finding => finding.RuleId == "KPOL-5" && finding.Resource == entry.Finding.Resource && finding.Status != FindingStatus.Pass))
        .Select(entry => entry.Case.Id).ShouldBeEmpty();

    /// <summary>One key has one difference: it is printed with one finding, and the other findings say where.</summary>
    [Fact]
    public void Differences_OfEveryCase_ArePrintedOnceForEachKey()
    {
        var twice = RuleCaseFiles.All.SelectMany(@case => RuleCaseRun.Findings(@case)
            .Where(finding => finding.RemedyCode?.Contains("--- policy.json", StringComparison.Ordinal) == true)
            .GroupBy(finding => finding.Resource)
            .Where(group => group.Count() > 1)
            .Select(group => $"{@case.Id}: {string.Join(", ", group.Select(finding => finding.RuleId))}"));

        twice.ShouldBeEmpty();
    }

    internal static bool IsCommands(string code) => code.Split('\n').Any(CommandLine().IsMatch);

    [GeneratedRegex("^(aws|gcloud) ")]
    private static partial Regex CommandLine();

    [GeneratedRegex(@"\b(aws [a-z0-9-]+ [a-z0-9]+-[a-z-]+|gcloud [a-z-]+)")]
    private static partial Regex CommandInText();

    /// <summary>The fenced blocks of a page.</summary>
    private static IEnumerable<string> Blocks(string page)
    {
        List<string>? block = null;
        foreach (var line in File.ReadLines(page))
        {
            if (!line.StartsWith("```", StringComparison.Ordinal))
            {
                block?.Add(line);
            }
            else if (block is null)
            {
                block = [];
            }
            else
            {
                yield return string.Join('\n', block);
                block = null;
            }
        }
    }
}
