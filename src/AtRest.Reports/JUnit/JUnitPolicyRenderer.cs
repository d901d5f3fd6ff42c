using AtRest.Core.Audits;
using AtRest.Core.Naming;

namespace AtRest.Reports.JUnit;

/// <summary>What the rules say about a policy file as test results: one suite, a case for each rule.</summary>
internal sealed class JUnitPolicyRenderer(ReportOptions options) : IPolicyCheckRenderer
{
    private readonly JUnitCases cases = new(options);

    public string Format => "junit";

    public async Task RenderAsync(CheckedPolicy policy, Stream stream, CancellationToken cancellationToken)
    {
        using var writer = new JUnitWriter(stream);
        await writer.SuiteAsync(
            policy.File ?? "standard input",
            "policy",
            at: null,
            [("key", policy.Key), ("verdict", WireWord.Of(policy.Verdict)), ("tool", $"{policy.Tool.Name} {policy.Tool.Version}")],
            [.. policy.Findings.GroupBy(one => one.Finding.RuleId).Select(rule => CaseOf([.. rule], policy.File))],
            cancellationToken);
        await writer.EndAsync(cancellationToken);
    }

    private JUnitCase CaseOf(IReadOnlyList<CheckedFinding> findings, string? file)
    {
        var one = cases.Of([.. findings.Select(entry => entry.Finding)]);
        if (!findings.Any(entry => entry.Counts))
        {
            // Without the grants, what depends on them is unknown and changes no verdict.
            return one with { Result = JUnitResult.Skipped };
        }

        var places = findings.Where(entry => FindingUrgency.NeedsAction(entry.Finding)).SelectMany(entry => entry.Places).Distinct().ToList();
        return one.Result == JUnitResult.Failed && places.Count > 0
            ? one with { Text = string.Join('\n', places.Select(place => NameOf(place, file))) + "\n" + one.Text }
            : one;
    }

    private static string NameOf(PolicyPlace place, string? file) =>
        $"{(place.Region is { } region ? $"{file ?? "standard input"}:{region.StartLine}:{region.StartColumn}: " : "")}{place.Name}{(place.Sid is { } sid ? $" ({sid})" : "")}";
}
