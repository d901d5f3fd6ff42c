using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Core.Rules;
using AtRest.Reports.Json;
using AtRest.Reports.Markdown;

namespace AtRest.Reports.Oscal;

/// <summary>
/// Assessment Results of OSCAL 1.2 (https://pages.nist.gov/OSCAL/learn/concepts/layer/assessment/assessment-results/), for systems of governance, risk and compliance.
/// Clusters and keys are components, evidence and the results of rules are observations, failures are risks, and each control has a finding.
/// </summary>
internal sealed class OscalReportRenderer(ReportOptions options) : IReportRenderer
{
    private const string SchemaVersion = "1.2.2";

    /// <summary>Enough to keep writes large.</summary>
    private const int PieceBytes = 64 * 1024;

    public string Format => "oscal";

    public string FileName => "report.oscal.json";

    public string MediaType => "application/oscal+json";

    public async Task RenderAsync(AuditReport report, Stream stream, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream, JsonText.Indented);
        await using (json)
        {
            var oscal = new OscalWriter(json, report);
            var keys = KeysOf(report);
            var observations = new OscalObservations(json, oscal, report, keys, options);
            var controls = new OscalControls(json, oscal, report);
            json.WriteStartObject();
            json.WriteStartObject("assessment-results");
            json.WriteString("uuid", oscal.IdOf("document"));
            WriteMetadata(json, oscal, report);
            json.WriteStartObject("import-ap");
            json.WriteString("href", $"#{oscal.IdOf("plan")}");
            json.WriteString("remarks", "AtRest has no assessment plan document. The resource describes what was assessed, and how.");
            json.WriteEndObject();
            json.WriteStartArray("results");
            json.WriteStartObject();
            WriteResult(json, oscal, report);
            await WriteDefinitionsAsync(json, oscal, report, keys, cancellationToken);
            controls.WriteReviewed();
            await WriteListAsync(json, "observations", Observations(report, observations), cancellationToken);

            // The clusters are enumerated a second time: what is in one list cannot be written while another one is.
            await WriteListAsync(json, "risks", Risks(report, observations), cancellationToken);
            await WriteListAsync(json, "findings", controls.Findings.Select(entry => (Action)(() => controls.Write(entry.Framework, entry.Result, observations))), cancellationToken);
            json.WriteEndObject();
            json.WriteEndArray();
            WritePlan(json, oscal, report);
            json.WriteEndObject();
            json.WriteEndObject();
            await json.FlushAsync(cancellationToken);
        }

        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Writes a list piece by piece. OSCAL allows no empty lists.</summary>
    private static async Task WriteListAsync(Utf8JsonWriter json, string name, IEnumerable<Action> elements, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var write in elements)
        {
            if (!any)
            {
                json.WriteStartArray(name);
                any = true;
            }

            write();
            if (json.BytesPending > PieceBytes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await json.FlushAsync(cancellationToken);
            }
        }

        if (any)
        {
            json.WriteEndArray();
        }
    }

    private static IEnumerable<Action> Observations(AuditReport report, OscalObservations observations) => report.Evidence
        .Select(entry => (Action)(() => observations.WriteEvidence(entry)))
        .Concat(report.Clusters.Where(audit => !audit.Findings.IsEmpty).Select(audit => (Action)(() => observations.WriteRules(audit.Cluster.Id, audit.Findings))))
        .Concat(report.Findings.IsEmpty ? [] : [() => observations.WriteRules(cluster: null, report.Findings)]);

    private static IEnumerable<Action> Risks(AuditReport report, OscalObservations observations) => report.Clusters
        .Where(audit => audit.Findings.Any(finding => finding.Status == FindingStatus.Fail))
        .Select(audit => (Action)(() => observations.WriteRisks(audit.Cluster.Id, audit.Findings)))
        .Concat(report.Findings.Any(finding => finding.Status == FindingStatus.Fail) ? [() => observations.WriteRisks(cluster: null, report.Findings)] : []);

    private static void WriteMetadata(Utf8JsonWriter json, OscalWriter oscal, AuditReport report)
    {
        json.WriteStartObject("metadata");
        json.WriteString("title", $"Encryption at rest of {MarkdownText.Code(report.OrganizationName)}");
        json.WriteString("last-modified", Timestamp.Iso(report.GeneratedAt));
        oscal.Line("version", report.ReportId);
        json.WriteString("oscal-version", SchemaVersion);
        oscal.Props(("report-id", report.ReportId), ("audit-id", report.AuditId), ("demo", report.Demo ? "true" : null));
        json.WriteStartArray("parties");
        json.WriteStartObject();
        json.WriteString("uuid", oscal.OrganizationId);
        json.WriteString("type", "organization");
        oscal.Line("name", report.OrganizationName);
        oscal.Line("short-name", report.OrganizationId);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter json, OscalWriter oscal, AuditReport report)
    {
        var period = report.Period;
        var (start, end) = (Earlier(period.ReadFrom ?? report.GeneratedAt, report.GeneratedAt), Later(period.ReadUntil ?? report.GeneratedAt, report.GeneratedAt));
        json.WriteString("uuid", oscal.IdOf("result"));
        json.WriteString("title", $"Audit {MarkdownText.Code(report.AuditId)}");
        json.WriteString("description", $"Result: {MarkdownText.Prose(report.Headline)}.");
        json.WriteString("start", Timestamp.Iso(start));
        json.WriteString("end", Timestamp.Iso(end));
        oscal.Props(
            ("verdict", WireWord.Of(report.Verdict)), ("scope", WireWord.Of(report.Scope)), ("clusters", $"{report.Summary.Clusters}"), ("left-out", $"{report.LeftOut.Length}"),
            ("retention-days", $"{report.Parameters.RetentionDays}"), ("inventory-sha256", report.InventorySha256));
    }

    private static async Task WriteDefinitionsAsync(Utf8JsonWriter json, OscalWriter oscal, AuditReport report, IReadOnlySet<string> keys, CancellationToken cancellationToken)
    {
        json.WriteStartObject("local-definitions");
        await WriteListAsync(
            json, "components",
            report.Summaries.Select(cluster => (Action)(() => WriteCluster(json, oscal, cluster)))
                .Concat(keys.Order(StringComparer.Ordinal).Select(key => (Action)(() => WriteComponent(json, oscal, oscal.KeyId(key), key, $"Encryption key that a cluster declares. {CloudResource.Of(key)?.Kind ?? "Key"}.", ("kind", "key"))))),
            cancellationToken);
        json.WriteStartObject("assessment-assets");
        json.WriteStartArray("components");
        json.WriteStartObject();
        json.WriteString("uuid", oscal.Tool);
        json.WriteString("type", "software");
        json.WriteString("title", MarkdownText.Code($"{report.Tool.Name} {report.Tool.Version}"));
        json.WriteString("description", "The tool that read the evidence and judged it by its rules.");
        json.WriteStartObject("status");
        json.WriteString("state", "operational");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartArray("assessment-platforms");
        json.WriteStartObject();
        json.WriteString("uuid", oscal.IdOf("platform"));
        oscal.References("uses-components", "component-uuid", [oscal.Tool]);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteCluster(Utf8JsonWriter json, OscalWriter oscal, ClusterSummary summary)
    {
        var cluster = summary.Cluster;
        WriteComponent(
            json, oscal, oscal.ClusterId(cluster.Id), cluster.Name, "Camunda 8 SaaS cluster.",
            ("kind", "cluster"), ("cluster-id", cluster.Id), ("stage", cluster.Stage), ("provider", ClusterElement.WordOf(cluster.Provider)), ("region", cluster.Region),
            ("backup-region", cluster.BackupRegion), ("declared-type", SharedParts.WordOf(cluster.Encryption.Type)), ("verdict", WireWord.Of(summary.Verdict)),
            ("not-evaluated", summary.IsNotEvaluated ? "true" : null));
    }

    private static void WriteComponent(Utf8JsonWriter json, OscalWriter oscal, string id, string name, string description, params IEnumerable<(string Name, string? Value)> props)
    {
        json.WriteStartObject();
        json.WriteString("uuid", id);
        json.WriteString("type", "service");
        json.WriteString("title", MarkdownText.Code(name));
        json.WriteString("description", description);
        oscal.Props(props);
        json.WriteStartObject("status");
        json.WriteString("state", "other");
        json.WriteString("remarks", "AtRest does not judge whether it is in operation.");
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WritePlan(Utf8JsonWriter json, OscalWriter oscal, AuditReport report)
    {
        json.WriteStartObject("back-matter");
        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.WriteString("uuid", oscal.IdOf("plan"));
        json.WriteString("title", "What was assessed");
        json.WriteString(
            "description",
            $"AtRest read the configuration of the keys, key policies and audit trails of {report.Summary.Clusters} clusters with read-only calls, and judged it by the rules of its catalogue at {Timestamp.Iso(report.GeneratedAt)}. The evidence is in the observations, with the SHA-256 of each answer.");
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static HashSet<string> KeysOf(AuditReport report) => report.Summaries
        .SelectMany(summary => summary.Cluster.Encryption switch
        {
            DeclaredEncryption.External external => [external.PrimaryKeyArn.Value, external.SecondaryKeyArn?.Value],
            DeclaredEncryption.Hardware hardware => [hardware.CryptoKey],
            DeclaredEncryption.Software software => [software.CryptoKey],
            _ => Array.Empty<string?>(),
        })
        .OfType<string>()
        .ToHashSet(StringComparer.Ordinal);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
