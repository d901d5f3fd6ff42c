using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Core.Rules;
using AtRest.Reports.Json;

namespace AtRest.Reports.Asff;

/// <summary>
/// Writes findings in the AWS Security Finding Format. The attributes and the lengths are those of https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-findings-format.html
/// and https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_AwsSecurityFinding.html. A text that is too long is cut.
/// </summary>
internal sealed class AsffFinding
{
    private const string SchemaVersion = "2018-10-08";
    private const int LongestTitle = 256;
    private const int LongestDescription = 1024;
    private const int LongestRemedy = 512;
    private const int LongestId = 512;
    private const int LongestOther = 1024;
    private const int LongestRequirement = 64;
    private const int MostRequirements = 32;

    private readonly AuditReport report;
    private readonly ReportOptions options;
    private readonly Utf8JsonWriter json;
    private readonly string account;
    private readonly string product;

    public AsffFinding(AuditReport report, ReportOptions options, FindingTarget target, Utf8JsonWriter json)
    {
        account = target.AwsAccountId ?? throw new ArgumentException("Security Hub needs an account.", nameof(target));
        var region = target.AwsRegion ?? throw new ArgumentException("Security Hub needs a region.", nameof(target));
        (this.report, this.options, this.json) = (report, options, json);

        // The product that every account has for its own findings.
        product = $"arn:{PartitionOf(region)}:securityhub:{region}:{account}:product/{account}/default";
    }

    public void Write(Finding finding, string id, ClusterAudit? audit)
    {
        json.WriteStartObject();
        json.WriteString("SchemaVersion", SchemaVersion);
        json.WriteString("Id", id);
        json.WriteString("ProductArn", product);
        json.WriteString("GeneratorId", $"atrest/{finding.RuleId}");
        json.WriteString("AwsAccountId", account);
        Texts("Types", ["Software and Configuration Checks/Encryption at Rest"]);
        json.WriteString("CreatedAt", Timestamp.Iso(report.GeneratedAt));
        json.WriteString("UpdatedAt", Timestamp.Iso(report.GeneratedAt));
        WriteSeverity(finding);
        Text("Title", $"{finding.RuleId} {finding.Title}", LongestTitle);
        Text("Description", finding.Message, LongestDescription);
        WriteRemediation(finding);
        WriteProductFields(finding, audit);
        WriteResources(finding, audit?.Cluster);
        WriteCompliance(finding);

        // Security Hub keeps the status that its users give a finding: this one is of new findings.
        json.WriteStartObject("Workflow");
        json.WriteString("Status", finding.Status is FindingStatus.Pass or FindingStatus.NotApplicable ? "RESOLVED" : finding.Waiver is null ? "NEW" : "SUPPRESSED");
        json.WriteEndObject();
        json.WriteString("RecordState", "ACTIVE");
        json.WriteEndObject();
    }

    /// <summary>See https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html.</summary>
    private static string PartitionOf(string region) =>
        region.StartsWith("cn-", StringComparison.Ordinal) ? "aws-cn" : region.StartsWith("us-gov-", StringComparison.Ordinal) ? "aws-us-gov" : "aws";

    /// <summary>What could not be judged keeps the severity of a failure, so that no filter hides it.</summary>
    private void WriteSeverity(Finding finding)
    {
        var label = (finding.Status, finding.Severity) switch
        {
            (FindingStatus.Pass or FindingStatus.NotApplicable, _) => "INFORMATIONAL",
            (_, Severity.Low) => "LOW",
            (_, Severity.Medium) => "MEDIUM",
            (_, Severity.High) => "HIGH",
            (_, Severity.Critical) => "CRITICAL",
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Severity, null),
        };
        json.WriteStartObject("Severity");
        json.WriteString("Label", label);
        json.WriteString("Original", WireWord.Of(finding.Severity));
        json.WriteEndObject();
    }

    private void WriteRemediation(Finding finding)
    {
        var page = options.RulePage(finding.RuleId);
        if (finding.Remedy is null && page is null)
        {
            return;
        }

        json.WriteStartObject("Remediation");
        json.WriteStartObject("Recommendation");
        Text("Text", finding.Remedy, LongestRemedy);
        Text("Url", page, LongestRemedy);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteProductFields(Finding finding, ClusterAudit? audit)
    {
        json.WriteStartObject("ProductFields");
        Field("reportId", report.ReportId);
        Field("auditId", report.AuditId);
        Field("organizationId", report.OrganizationId);
        Field("organization", report.OrganizationName);
        Field("demo", report.Demo ? "true" : null);
        Field("level", WireWord.Of(finding.Level));
        Field("status", WireWord.Of(finding.Status));
        Field("clusterId", audit?.Cluster.Id);
        Field("cluster", audit?.Cluster.Name);
        Field("verdict", audit is null ? null : WireWord.Of(audit.Verdict));
        Field("notEvaluated", audit?.NotEvaluated);
        Field("consequence", finding.Consequence);
        Field("waiver", finding.Waiver is { } waiver ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"until {waiver.Expires:yyyy-MM-dd}: {waiver.Reason}") : null);
        Field("evidence", finding.Evidence.IsEmpty ? null : string.Join(' ', finding.Evidence));
        json.WriteEndObject();

        void Field(string name, string? value) => Text($"atrest/{name}", value, LongestOther);
    }

    private void WriteResources(Finding finding, Cluster? cluster)
    {
        json.WriteStartArray("Resources");
        json.WriteStartObject();
        json.WriteString("Type", "Other");
        Text("Id", cluster?.Id ?? report.OrganizationId, LongestId);
        if (cluster?.Provider == CloudProvider.Aws)
        {
            WritePlace(PartitionOf(cluster.Region), cluster.Region);
        }

        json.WriteStartObject("Details");
        json.WriteStartObject("Other");
        Text("kind", cluster is null ? "Organization" : "Camunda 8 SaaS cluster", LongestOther);
        Text("name", cluster?.Name ?? report.OrganizationName, LongestOther);
        if (cluster is not null)
        {
            Text("provider", cluster.Provider is { } provider ? WireWord.Of(provider) : null, LongestOther);
            Text("region", cluster.Region, LongestOther);
            Text("stage", cluster.Stage, LongestOther);
            Text("declaredType", SharedParts.WordOf(cluster.Encryption.Type), LongestOther);
        }

        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        if (finding.Resource is { } judged)
        {
            var place = CloudResource.Of(judged);
            json.WriteStartObject();
            json.WriteString("Type", place?.Kind == "AWS KMS key" ? "AwsKmsKey" : "Other");
            Text("Id", judged, LongestId);
            if (place is { Cloud: CloudProvider.Aws, Partition: { } partition })
            {
                WritePlace(partition, place.Region);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Only places of AWS: Security Hub knows no others.</summary>
    private void WritePlace(string partition, string? region)
    {
        if (partition is "aws" or "aws-cn" or "aws-us-gov")
        {
            json.WriteString("Partition", partition);
        }

        // 16 characters at most. No region of AWS is longer.
        if (region is { Length: > 0 and <= 16 })
        {
            Text("Region", region, 16);
        }
    }

    /// <summary>The status is about the rule. <c>WARNING</c> means that information is missing, <c>NOT_AVAILABLE</c> that the check does not apply.</summary>
    private void WriteCompliance(Finding finding)
    {
        json.WriteStartObject("Compliance");
        json.WriteString("Status", finding.Status switch
        {
            FindingStatus.Pass => "PASSED",
            FindingStatus.Fail => "FAILED",
            FindingStatus.Unknown => "WARNING",
            FindingStatus.NotApplicable => "NOT_AVAILABLE",
            _ => throw new ArgumentOutOfRangeException(nameof(finding), finding.Status, null),
        });
        Texts("RelatedRequirements", finding.Controls.OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .SelectMany(entry => entry.Value.Select(control => Shortened(VisibleText.Of($"{entry.Key} {control}"), LongestRequirement))).Distinct().Take(MostRequirements));
        json.WriteEndObject();
    }

    /// <summary>Every text must have a visible character; otherwise it is left out.</summary>
    private void Text(string name, string? value, int longest)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            json.WriteString(name, Shortened(VisibleText.Of(value), longest));
        }
    }

    private void Texts(string name, IEnumerable<string> values) => json.Texts(name, values);

    private static string Shortened(string text, int longest) =>
        text.Length <= longest ? text : $"{text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)]}…";
}
