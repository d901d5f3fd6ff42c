using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Core.Rules;
using AtRest.Reports.Json;

namespace AtRest.Reports.Ocsf;

/// <summary>Writes the events of one report. The numbers are those of https://schema.ocsf.io/1.5.0/classes/compliance_finding.</summary>
internal sealed class OcsfEvent(AuditReport report, ReportOptions options, Utf8JsonWriter json)
{
    private const string SchemaVersion = "1.5.0";
    private const int ClassUid = 2003;
    private const int Create = 1;

    private readonly FrozenDictionary<(string Framework, string Control), string> shown = report.Frameworks
        .SelectMany(framework => framework.Controls.Select(control => (Key: (framework.Name, control.Control.Id), Word: WireWord.Of(control.Status))))
        .ToFrozenDictionary(entry => entry.Key, entry => entry.Word);

    public void Write(Finding finding, string id, ClusterAudit? audit)
    {
        json.WriteStartObject();
        json.WriteNumber("activity_id", Create);
        json.WriteString("activity_name", "Create");
        json.WriteNumber("category_uid", 2);
        json.WriteString("category_name", "Findings");
        json.WriteNumber("class_uid", ClassUid);
        json.WriteString("class_name", "Compliance Finding");
        json.WriteNumber("type_uid", (ClassUid * 100) + Create);
        json.WriteString("type_name", "Compliance Finding: Create");
        json.WriteNumber("time", report.GeneratedAt.ToUnixTimeMilliseconds());
        json.WriteNumber("severity_id", SeverityOf(finding).Number);
        json.WriteString("severity", SeverityOf(finding).Name);
        json.WriteNumber("status_id", finding.Waiver is null ? 1 : 3);
        json.WriteString("status", finding.Waiver is null ? "New" : "Suppressed");
        json.WriteString("status_code", WireWord.Of(finding.Status));
        json.Text("status_detail", finding.Waiver is { } waiver ? $"A waiver accepts this failure until {Day(waiver.Expires)}: {waiver.Reason}" : null);
        json.Text("message", finding.Message);
        WriteMetadata(finding, id);
        WriteFindingInfo(finding, id);
        WriteCompliance(finding);
        WriteCloud(finding, audit?.Cluster);
        WriteResources(finding, audit?.Cluster);
        WriteRemediation(finding);
        WriteUnmapped(finding, audit);
        json.WriteEndObject();
    }

    /// <summary>A pass, and what does not apply, is information. What could not be judged keeps the severity of a failure, so that no filter hides it.</summary>
    private static (int Number, string Name) SeverityOf(Finding finding) => (finding.Status, finding.Severity) switch
    {
        (FindingStatus.Pass or FindingStatus.NotApplicable, _) => (1, "Informational"),
        (_, Severity.Low) => (2, "Low"),
        (_, Severity.Medium) => (3, "Medium"),
        (_, Severity.High) => (4, "High"),
        (_, Severity.Critical) => (5, "Critical"),
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Severity, null),
    };

    private void WriteMetadata(Finding finding, string id)
    {
        json.WriteStartObject("metadata");
        json.WriteString("version", SchemaVersion);
        json.WriteStartArray("profiles");
        json.WriteStringValue("cloud");
        json.WriteEndArray();
        json.WriteStartObject("product");
        json.Text("name", report.Tool.Name);
        json.WriteString("vendor_name", "AtRest");
        json.Text("version", report.Tool.Version);
        json.WriteEndObject();
        json.WriteString("uid", FindingIds.Derive("event", report.ReportId, id));
        json.Text("correlation_uid", report.AuditId);
        json.Text("event_code", finding.RuleId);
        json.Text("tenant_uid", report.OrganizationId);
        json.Texts("labels", report.Demo ? ["demo"] : []);
        json.WriteEndObject();
    }

    private void WriteFindingInfo(Finding finding, string id)
    {
        json.WriteStartObject("finding_info");
        json.WriteString("uid", id);
        json.Text("title", finding.Title);
        json.Text("desc", finding.Consequence);
        json.Texts("types", ["Encryption at rest"]);
        json.WriteNumber("created_time", report.GeneratedAt.ToUnixTimeMilliseconds());
        json.Text("src_url", options.RulePage(finding.RuleId));
        json.WriteStartObject("analytic");
        json.WriteNumber("type_id", 1);
        json.WriteString("type", "Rule");
        json.Text("uid", finding.RuleId);
        json.Text("name", finding.Title);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The control is the rule, and the status is about the rule: what it shows of a framework's requirement is in <c>unmapped.controls</c>.</summary>
    private void WriteCompliance(Finding finding)
    {
        json.WriteStartObject("compliance");
        json.Text("control", finding.RuleId);
        json.Text("desc", finding.Title);
        json.Texts("standards", finding.Controls.Keys.Order(StringComparer.Ordinal));
        json.Texts("requirements", ControlsOf(finding).Select(control => $"{control.Framework}: {control.Id}"));
        var (number, name) = finding.Status switch
        {
            FindingStatus.Pass => (1, "Pass"),
            FindingStatus.Fail => (3, "Fail"),
            FindingStatus.Unknown => (0, "Unknown"),
            FindingStatus.NotApplicable => (99, "Not applicable"),
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Status, null),
        };
        json.WriteNumber("status_id", number);
        json.WriteString("status", name);
        json.WriteString("status_code", WireWord.Of(finding.Status));
        json.Texts("status_details", [finding.Message]);
        json.WriteEndObject();
    }

    private void WriteCloud(Finding finding, Cluster? cluster)
    {
        var resource = CloudResource.Of(finding.Resource);
        if ((resource?.Cloud ?? cluster?.Provider) is not { } provider)
        {
            return;
        }

        json.WriteStartObject("cloud");
        json.WriteString("provider", provider switch
        {
            CloudProvider.Aws => "AWS",
            CloudProvider.Gcp => "GCP",
            _ => throw new ArgumentOutOfRangeException(nameof(cluster), provider, null),
        });
        json.Text("region", resource is null ? cluster?.Region : resource.Region);
        json.Text("cloud_partition", resource?.Partition);
        if (resource?.Account is { } account)
        {
            json.WriteStartObject("account");
            json.Text("uid", account);
            json.WriteNumber("type_id", provider == CloudProvider.Aws ? 10 : 11);
            json.WriteString("type", provider == CloudProvider.Aws ? "AWS Account" : "GCP Project");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteResources(Finding finding, Cluster? cluster)
    {
        json.WriteStartArray("resources");
        json.WriteStartObject();
        json.Text("uid", cluster?.Id ?? report.OrganizationId);
        json.Text("name", cluster?.Name ?? report.OrganizationName);
        json.WriteString("type", cluster is null ? "Organization" : "Camunda 8 SaaS cluster");
        json.Text("region", cluster?.Region);
        json.WriteEndObject();
        if (finding.Resource is { } judged)
        {
            var place = CloudResource.Of(judged);
            json.WriteStartObject();
            json.Text("uid", judged);
            json.Text("type", place?.Kind ?? "Resource");
            json.Text("region", place?.Region);
            json.Text("cloud_partition", place?.Partition);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteRemediation(Finding finding)
    {
        if (finding.Remedy is { } remedy)
        {
            json.WriteStartObject("remediation");
            json.Text("desc", remedy);
            json.Texts("references", options.RulePage(finding.RuleId) is { } page ? [page] : []);
            json.WriteEndObject();
        }
    }

    private void WriteUnmapped(Finding finding, ClusterAudit? audit)
    {
        json.WriteStartObject("unmapped");
        json.Text("reportId", report.ReportId);
        json.WriteString("level", WireWord.Of(finding.Level));
        json.WriteString("severity", WireWord.Of(finding.Severity));
        json.Text("organizationName", report.OrganizationName);
        if (audit is not null)
        {
            json.WriteString("verdict", WireWord.Of(audit.Verdict));
            json.Text("declaredType", SharedParts.WordOf(audit.Cluster.Encryption.Type));
            json.Text("stage", audit.Cluster.Stage);
            json.Text("backupRegion", audit.Cluster.BackupRegion);
            json.Text("notEvaluated", audit.NotEvaluated);
        }

        json.Text("remedyCode", finding.RemedyCode);
        if (finding.Waiver is { } waiver)
        {
            json.WriteStartObject("waiver");
            json.Text("reason", waiver.Reason);
            json.Text("owner", waiver.Owner);
            json.Text("approvedBy", waiver.ApprovedBy);
            json.WriteString("expires", Day(waiver.Expires));
            json.WriteEndObject();
        }

        json.Texts("evidence", finding.Evidence);
        json.WriteStartArray("controls");
        foreach (var (framework, id) in ControlsOf(finding))
        {
            json.WriteStartObject();
            json.Text("framework", framework);
            json.Text("id", id);

            // Of the whole report: a control rests on several rules, and one that passes alone shows nothing.
            json.Text("statusInReport", shown.GetValueOrDefault((framework, id)));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static IEnumerable<(string Framework, string Id)> ControlsOf(Finding finding) =>
        finding.Controls.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value.Select(id => (entry.Key, id)));

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
