using System.Text.Json;
using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <summary>What changed since the previous report, and what the next one needs to say the same.</summary>
internal static class HistoryElements
{
    public static void Write(Utf8JsonWriter json, AuditReport report)
    {
        WriteKeyPolicies(json, report);
        json.WriteTextIfAny("previousReportId", report.PreviousReportId);
        if (report.PreviousGeneratedAt is { } moment)
        {
            json.WriteTime("previousGeneratedAt", moment);
        }

        WriteChanges(json, report);
    }

    private static void WriteKeyPolicies(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("keyPolicies");
        foreach (var policy in report.KeyPolicies)
        {
            json.WriteStartObject();
            json.WriteText("keyArn", policy.KeyArn);
            json.WriteText("sha256", policy.Sha256);
            json.WriteText("policy", policy.Policy);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteChanges(Utf8JsonWriter json, AuditReport report)
    {
        json.WriteStartArray("changes");
        foreach (var change in report.Changes)
        {
            json.WriteStartObject();
            json.WriteString("kind", ReportWords.Of(change.Kind));
            json.WriteTextIfAny("cluster", change.Cluster);
            json.WriteTextIfAny("ruleId", change.RuleId);
            json.WriteTextIfAny("resource", change.Resource);
            json.WriteTextIfAny("before", change.Before);
            json.WriteTextIfAny("after", change.After);
            json.WriteText("message", change.Message);
            json.WriteTextIfAny("difference", change.Difference);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
