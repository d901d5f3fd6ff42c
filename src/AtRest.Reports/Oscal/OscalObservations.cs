using System.Globalization;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Naming;
using AtRest.Core.Rules;
using AtRest.Reports.Markdown;

namespace AtRest.Reports.Oscal;

/// <summary>
/// The observations: each piece of evidence, and what each rule says about each cluster. And the risks: each rule that fails in a cluster. An ID is known from the cluster and the rule,
/// so that only IDs are kept.
/// </summary>
internal sealed class OscalObservations(Utf8JsonWriter json, OscalWriter oscal, AuditReport report, IReadOnlySet<string> keys, ReportOptions options)
{
    /// <summary>Findings about controls of bigger fleets would name millions of observations: they name those that fail.</summary>
    public const int MostLinkedClusters = 200;

    private readonly HashSet<string> evidence = new(StringComparer.Ordinal);
    private readonly HashSet<string> risks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> ofRules = new(StringComparer.Ordinal);

    /// <summary>The observations about a rule; empty in a report of a big fleet.</summary>
    public IReadOnlyList<string> OfRule(string rule) => ofRules.GetValueOrDefault(rule, []);

    /// <summary>The risks of failures that were written. A control with a stricter threshold than its rule can fail although the rule passes: then there is no risk.</summary>
    public IReadOnlyCollection<string> RisksOf(IEnumerable<ControlFailure> failures) =>
        [.. failures.SelectMany(failure => failure.Rules.Select(rule => RiskOf(failure.Cluster, rule))).Where(risks.Contains)];

    private string RiskOf(string? cluster, string rule) => oscal.IdOf("risk", cluster is null ? "organization" : "cluster", cluster ?? "", rule);

    private string ObservationOf(string? cluster, string rule) => oscal.IdOf("observation", cluster is null ? "organization" : "cluster", cluster ?? "", rule);

    private string EvidenceOf(string id) => oscal.IdOf("evidence", id);

    /// <summary>Writes a piece of evidence.</summary>
    public void WriteEvidence(EvidenceEntry entry)
    {
        evidence.Add(entry.Id);
        json.WriteStartObject();
        json.WriteString("uuid", EvidenceOf(entry.Id));
        json.WriteString("title", MarkdownText.Code(entry.Source));
        json.WriteString("description", $"Answer of {MarkdownText.Code(entry.Source)} about {MarkdownText.Code(entry.Resource)}: {WireWord.Of(entry.Outcome)}.{(entry.Detail is { } detail ? " " + MarkdownText.Prose(detail) : "")}");
        oscal.Props(("evidence-id", entry.Id), ("outcome", WireWord.Of(entry.Outcome)), ("sha256", entry.Sha256));
        Methods("EXAMINE");
        oscal.Origins();
        Subjects(cluster: null, keys.Contains(entry.Resource) ? [entry.Resource] : []);
        json.WriteString("collected", Timestamp.Iso(entry.CollectedAt));
        json.WriteEndObject();
    }

    /// <summary>Writes what the rules say about a cluster, or about the organization (null).</summary>
    public void WriteRules(string? cluster, IEnumerable<Finding> findings)
    {
        foreach (var rule in FindingIds.Of(report.OrganizationId, cluster, findings).GroupBy(entry => entry.Finding.RuleId))
        {
            var ofRule = rule.Select(entry => entry.Finding).ToList();
            var worst = WorstOf(ofRule);
            if (report.Summaries.Length <= MostLinkedClusters)
            {
                (ofRules.TryGetValue(rule.Key, out var known) ? known : ofRules[rule.Key] = []).Add(ObservationOf(cluster, rule.Key));
            }

            json.WriteStartObject();
            json.WriteString("uuid", ObservationOf(cluster, rule.Key));
            json.WriteString("title", $"{MarkdownText.Code(rule.Key)}: {MarkdownText.Prose(worst.Title)}");
            json.WriteString("description", string.Join("\n\n", ofRule.Select(finding => $"**{StatusOf(finding)}**: {MarkdownText.Prose(finding.Message)}")));
            oscal.Props(("rule-id", rule.Key), ("status", StatusOf(worst)), ("level", WireWord.Of(worst.Level)), ("severity", WireWord.Of(worst.Severity)), ("finding-ids", string.Join(' ', rule.Select(entry => entry.Id))));
            Methods("TEST");
            json.WriteStartArray("types");
            json.WriteStringValue("finding");
            json.WriteEndArray();
            oscal.Origins();
            Subjects(cluster, [.. ofRule.Select(finding => finding.Resource).OfType<string>().Where(keys.Contains).Distinct(StringComparer.Ordinal)]);
            Evidence([.. ofRule.SelectMany(finding => finding.Evidence).Where(evidence.Contains).Distinct(StringComparer.Ordinal)]);
            json.WriteString("collected", Timestamp.Iso(report.GeneratedAt));
            json.WriteEndObject();
        }
    }

    /// <summary>Writes the risks of a cluster, or of the organization (null). A failure that a waiver accepts is an approved deviation.</summary>
    public void WriteRisks(string? cluster, IEnumerable<Finding> findings)
    {
        foreach (var rule in findings.Where(finding => finding.Status == FindingStatus.Fail).GroupBy(finding => finding.RuleId))
        {
            var worst = WorstOf(rule);
            json.WriteStartObject();
            risks.Add(RiskOf(cluster, rule.Key));
            json.WriteString("uuid", RiskOf(cluster, rule.Key));
            json.WriteString("title", $"{MarkdownText.Code(rule.Key)}: {MarkdownText.Prose(worst.Title)}");
            json.WriteString("description", string.Join("\n\n", rule.Select(finding => $"**{StatusOf(finding)}**: {MarkdownText.Prose(finding.Message)}")));
            json.WriteString("statement", worst.Consequence is { } consequence ? $"Consequence: {MarkdownText.Prose(consequence)}" : "The rule does not state a consequence.");
            oscal.Props(
                ("rule-id", rule.Key), ("level", WireWord.Of(worst.Level)), ("waiver-reason", worst.Waiver?.Reason), ("waiver-owner", worst.Waiver?.Owner),
                ("waiver-approved-by", worst.Waiver?.ApprovedBy), ("waiver-expires", worst.Waiver?.Expires.ToString("O", CultureInfo.InvariantCulture)));
            if (options.RulePage(rule.Key) is { } page)
            {
                json.WriteStartArray("links");
                json.WriteStartObject();
                json.WriteString("href", page);
                json.WriteString("rel", "reference");
                json.WriteEndObject();
                json.WriteEndArray();
            }

            json.WriteString("status", worst.Waiver is null ? "open" : "deviation-approved");
            oscal.Origins();
            WriteSeverity(worst.Severity);
            WriteRemedies([.. rule.Where(finding => finding.Remedy is not null)], cluster, rule.Key);
            oscal.References("related-observations", "observation-uuid", [ObservationOf(cluster, rule.Key)]);
            json.WriteEndObject();
        }
    }

    private void WriteSeverity(Severity severity)
    {
        json.WriteStartArray("characterizations");
        json.WriteStartObject();
        json.WritePropertyName("origin");
        oscal.Origin();
        json.WriteStartArray("facets");
        json.WriteStartObject();
        json.WriteString("name", "severity");
        json.WriteString("system", OscalWriter.NamingSystem);
        json.WriteString("value", WireWord.Of(severity));
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void WriteRemedies(IReadOnlyList<Finding> findings, string? cluster, string rule)
    {
        if (findings.Count == 0)
        {
            return;
        }

        json.WriteStartArray("remediations");
        for (var index = 0; index < findings.Count; index++)
        {
            json.WriteStartObject();
            json.WriteString("uuid", oscal.IdOf("remedy", RiskOf(cluster, rule), $"{index}"));
            json.WriteString("lifecycle", "recommendation");
            json.WriteString("title", $"Fix {MarkdownText.Code(rule)}");
            json.WriteString("description", $"To do: {MarkdownText.Prose(findings[index].Remedy!)}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Methods(string method)
    {
        json.WriteStartArray("methods");
        json.WriteStringValue(method);
        json.WriteEndArray();
    }

    private void Subjects(string? cluster, IReadOnlyCollection<string> judged)
    {
        if (cluster is null && judged.Count == 0)
        {
            return;
        }

        json.WriteStartArray("subjects");
        foreach (var id in judged.Select(oscal.KeyId).Prepend(cluster is null ? null : oscal.ClusterId(cluster)).OfType<string>())
        {
            json.WriteStartObject();
            json.WriteString("subject-uuid", id);
            json.WriteString("type", "component");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Evidence(IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        json.WriteStartArray("relevant-evidence");
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteString("href", $"#{EvidenceOf(id)}");
            json.WriteString("description", $"Evidence {MarkdownText.Code(id)}");
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>An open failure, then what could not be judged, then a waived failure: the order of <see cref="JUnit.JUnitCases"/>.</summary>
    private static Finding WorstOf(IEnumerable<Finding> findings) =>
        findings.MinBy(finding => (finding.IsOpenFailure ? 0 : finding.Status == FindingStatus.Unknown ? 1 : finding.Status == FindingStatus.Fail ? 2 : finding.Status == FindingStatus.Pass ? 3 : 4, finding.Severity))!;

    private static string StatusOf(Finding finding) => finding.Waiver is null ? WireWord.Of(finding.Status) : "waived";
}
