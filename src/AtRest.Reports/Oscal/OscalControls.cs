using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Naming;
using AtRest.Reports.Markdown;

namespace AtRest.Reports.Oscal;

/// <summary>
/// The reviewed controls, and a finding for each that applies. OSCAL has two words: only a control whose whole requirement is shown is satisfied, and the reason and the remarks
/// say of all others what is missing.
/// </summary>
internal sealed class OscalControls(Utf8JsonWriter json, OscalWriter oscal, AuditReport report)
{
    /// <summary>Writes the controls that rules relate to.</summary>
    public void WriteReviewed()
    {
        json.WriteStartObject("reviewed-controls");
        json.WriteString("description", "The controls that rules of AtRest relate to. A rule shows at most the part of a control that the finding about the control names.");
        json.WriteStartArray("control-selections");
        foreach (var framework in ControlCatalog.Frameworks)
        {
            json.WriteStartObject();
            json.WriteString("description", $"Framework: {MarkdownText.Prose(framework.Name)}");
            oscal.Props(("framework", framework.Name), ("framework-source", framework.Source));
            json.WriteStartArray("links");
            Link(framework.Url);
            json.WriteEndArray();
            json.WriteStartArray("include-controls");
            foreach (var control in framework.Controls)
            {
                json.WriteStartObject();
                json.WriteString("control-id", OscalControlIds.Of(framework.Name, control.Id));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the finding about a control.</summary>
    public void Write(FrameworkResult framework, ControlResult result, OscalObservations observations)
    {
        var control = result.Control;
        json.WriteStartObject();
        json.WriteString("uuid", oscal.IdOf("control", framework.Name, control.Id));
        json.WriteString("title", $"{MarkdownText.Code($"{framework.Name} {control.Id}")}: {MarkdownText.Prose(control.Title)}");
        json.WriteString("description", DescriptionOf(result));
        oscal.Props([("framework", framework.Name), ("control", control.Id), ("status", WireWord.Of(result.Status)), .. control.Rules.Select(rule => ("rule-id", (string?)rule))]);
        if (control.Url is { } url)
        {
            json.WriteStartArray("links");
            Link(url);
            json.WriteEndArray();
        }

        oscal.Origins();
        json.WriteStartObject("target");
        json.WriteString("type", "statement-id");
        json.WriteString("target-id", OscalControlIds.StatementOf(framework.Name, control.Id));
        json.WriteString("description", $"Source: {MarkdownText.Prose(control.Source)}");
        json.WriteStartObject("status");
        json.WriteString("state", result.Status == ControlStatus.Pass ? "satisfied" : "not-satisfied");
        json.WriteString("reason", result.Status switch
        {
            ControlStatus.Pass => "pass",
            ControlStatus.Fail => "fail",
            _ => "other",
        });
        json.WriteString("remarks", DescriptionOf(result));
        json.WriteEndObject();
        json.WriteEndObject();
        oscal.References("related-observations", "observation-uuid", [.. control.Rules.SelectMany(observations.OfRule)]);
        oscal.References("related-risks", "risk-uuid", observations.RisksOf(result.Failures));
        json.WriteEndObject();
    }

    /// <summary>What applies to nothing in this audit has no finding.</summary>
    public IEnumerable<(FrameworkResult Framework, ControlResult Result)> Findings =>
        report.Frameworks.SelectMany(framework => framework.Controls.Where(control => control.Status != ControlStatus.NotApplicable).Select(control => (framework, control)));

    private void Link(string url)
    {
        json.WriteStartObject();
        json.WriteString("href", url);
        json.WriteString("rel", "reference");
        json.WriteEndObject();
    }

    private static string DescriptionOf(ControlResult result)
    {
        var status = result.Status switch
        {
            ControlStatus.Pass => "The rules show the whole requirement, in every cluster to which it applies.",
            ControlStatus.Partly => "No rule fails. The rules show a part of the requirement, or show it in some of the clusters.",
            ControlStatus.NotShown => "No rule fails, and the rules show no part of the requirement.",
            ControlStatus.Waived => "Rules fail, and waivers accept every failure.",
            ControlStatus.Unknown => "A rule could not be judged.",
            ControlStatus.Fail => "A rule fails, and no waiver accepts it.",
            _ => throw new ArgumentOutOfRangeException(nameof(result), result.Status, null),
        };
        return result.Reason is { } reason ? $"{status} Not shown: {MarkdownText.Prose(reason)}" : status;
    }
}
