using System.Text.Json;
using AtRest.Core.Audits;

namespace AtRest.Reports.Oscal;

/// <summary>The small parts of an OSCAL document. Texts are Markdown: names in them are code.</summary>
/// <param name="json">Where it is written.</param>
/// <param name="report">The report.</param>
internal sealed class OscalWriter(Utf8JsonWriter json, AuditReport report)
{
    /// <summary>The naming system of AtRest's properties and facets.</summary>
    public const string NamingSystem = "urn:atrest:oscal";

    /// <summary>The tool that made the observations.</summary>
    public string Tool { get; } = OscalIds.Of("tool", report.Tool.Name, report.Tool.Version);

    /// <summary>The component of a cluster.</summary>
    public string ClusterId(string cluster) => OscalIds.Of("cluster", report.OrganizationId, cluster);

    /// <summary>The component of a key.</summary>
    public string KeyId(string key) => OscalIds.Of("key", report.OrganizationId, key);

    /// <summary>The organization.</summary>
    public string OrganizationId { get; } = OscalIds.Of("organization", report.OrganizationId);

    /// <summary>Something of this report, such as an observation.</summary>
    public string IdOf(params IEnumerable<string> parts) => OscalIds.Of([report.ReportId, .. parts]);

    /// <summary>A text property that must be on one line, and must not be empty.</summary>
    public void Line(string name, string text) => json.WriteString(name, VisibleText.Line(text) is { Length: > 0 } line ? line : "-");

    /// <summary>A list of properties; those without a value are left out.</summary>
    public void Props(params IEnumerable<(string Name, string? Value)> props)
    {
        var any = false;
        foreach (var (name, value) in props.Where(prop => !string.IsNullOrWhiteSpace(prop.Value)))
        {
            if (!any)
            {
                json.WriteStartArray("props");
                any = true;
            }

            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("ns", NamingSystem);
            Line("value", value!);
            json.WriteEndObject();
        }

        if (any)
        {
            json.WriteEndArray();
        }
    }

    /// <summary>The tool as the origin of what was found.</summary>
    public void Origins()
    {
        json.WriteStartArray("origins");
        Origin();
        json.WriteEndArray();
    }

    /// <summary>The tool as the only actor.</summary>
    public void Origin()
    {
        json.WriteStartObject();
        json.WriteStartArray("actors");
        json.WriteStartObject();
        json.WriteString("type", "tool");
        json.WriteString("actor-uuid", Tool);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>A list of references to other parts of the document; nothing for an empty list.</summary>
    public void References(string list, string name, IReadOnlyCollection<string> ids)
    {
        if (ids.Count == 0)
        {
            return;
        }

        json.WriteStartArray(list);
        foreach (var id in ids)
        {
            json.WriteStartObject();
            json.WriteString(name, id);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
