using System.Text.Json;
using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <summary>An element of the <c>findings</c> of a cluster, or of the organization.</summary>
internal static class FindingElement
{
    public static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteText("ruleId", finding.RuleId);
        json.WriteText("title", finding.Title);
        json.WriteString("level", ReportWords.Of(finding.Level));
        json.WriteString("status", ReportWords.Of(finding.Status));
        json.WriteString("severity", ReportWords.Of(finding.Severity));
        json.WriteTextIfAny("resource", finding.Resource);
        json.WriteText("message", finding.Message);
        json.WriteTextIfAny("consequence", finding.Consequence);
        json.WriteTextIfAny("remedy", finding.Remedy);
        json.WriteTextIfAny("remedyCode", finding.RemedyCode);
        if (finding.Waiver is { } waiver)
        {
            json.WriteStartObject("waiver");
            WaiverElement.WriteFields(json, waiver);
            json.WriteEndObject();
        }

        json.WriteStartArray("evidence");
        foreach (var id in finding.Evidence)
        {
            json.WriteTextValue(id);
        }

        json.WriteEndArray();
        WriteControls(json, finding);
        json.WriteEndObject();
    }

    private static void WriteControls(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject("controls");

        // A sorted dictionary orders by the culture unless it was told otherwise; the bytes must not depend on that.
        foreach (var (framework, controls) in finding.Controls.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WriteStartArray(framework);
            foreach (var control in controls)
            {
                json.WriteTextValue(control);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
