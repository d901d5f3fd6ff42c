using System.Text.Json;
using AtRest.Core.Controls;

namespace AtRest.Reports.Json;

/// <summary>An element of <c>frameworks</c>.</summary>
internal static class FrameworkElement
{
    public static void Write(Utf8JsonWriter json, FrameworkResult framework)
    {
        json.WriteStartObject();
        json.WriteText("name", framework.Name);
        json.WriteText("source", framework.Source);
        json.WriteText("url", framework.Url);
        json.WriteStartArray("controls");
        foreach (var result in framework.Controls)
        {
            WriteControl(json, result);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteControl(Utf8JsonWriter json, ControlResult result)
    {
        json.WriteStartObject();
        json.WriteText("id", result.Control.Id);
        json.WriteText("title", result.Control.Title);
        json.WriteText("source", result.Control.Source);
        json.WriteTextIfAny("url", result.Control.Url);
        WriteList(json, "rules", result.Control.Rules);
        json.WriteString("status", ReportWords.Of(result.Status));
        json.WriteTextIfAny("reason", result.Reason);
        json.WriteStartArray("failing");
        foreach (var failure in result.Failures)
        {
            json.WriteStartObject();
            json.WriteTextIfAny("cluster", failure.Cluster);
            WriteList(json, "rules", failure.Rules);
            json.WriteBoolean("waived", failure.Waived);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        WriteList(json, "notJudged", result.NotJudged);
        json.WriteStartArray("notShown");
        foreach (var gap in result.Gaps)
        {
            json.WriteStartObject();
            json.WriteText("reason", gap.Reason);
            WriteListIfAny(json, "types", gap.Types.Select(ReportWords.Of));
            WriteListIfAny(json, "clusters", gap.Clusters);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteListIfAny(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        if (values.Any())
        {
            WriteList(json, name, values);
        }
    }

    private static void WriteList(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteTextValue(value);
        }

        json.WriteEndArray();
    }
}
