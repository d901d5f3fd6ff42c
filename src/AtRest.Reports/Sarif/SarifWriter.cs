using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Core.Controls;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Reports.Sarif;

/// <summary>What reports and checked policies have in common in SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html).</summary>
/// <param name="json">Where it is written.</param>
/// <param name="rules">The rules of the run.</param>
internal sealed partial class SarifWriter(Utf8JsonWriter json, ImmutableArray<RuleDescriptor> rules)
{
    /// <summary>Code scanning shows ten tags of a rule (https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit).</summary>
    private const int MostTags = 10;

    private readonly Dictionary<string, int> places = rules.Select((rule, index) => (rule.Id, index)).ToDictionary(rule => rule.Id, rule => rule.index, StringComparer.Ordinal);

    /// <summary>Writes the start of the log, up to the list of results.</summary>
    /// <param name="tool">The program.</param>
    /// <param name="options">Where the rules' pages are.</param>
    /// <param name="run">Writes properties of the run.</param>
    public void Start(ToolInfo tool, ReportOptions options, Action run)
    {
        json.WriteStartObject();
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.Text("name", tool.Name);
        json.Text("version", tool.Version);
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            WriteRule(rule, options);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        run();
        json.WriteStartArray("results");
    }

    /// <summary>Writes the end of the log, after the results.</summary>
    public void End()
    {
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a result.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="id">The same in every run.</param>
    /// <param name="locations">Writes the elements of the list of locations.</param>
    public void Result(Finding finding, string id, Action locations)
    {
        json.WriteStartObject();
        json.Text("ruleId", finding.RuleId);
        if (places.TryGetValue(finding.RuleId, out var index))
        {
            json.WriteNumber("ruleIndex", index);
        }

        json.WriteString("kind", KindOf(finding.Status));
        json.WriteString("level", finding.Status == FindingStatus.Fail ? LevelOf(finding.Severity) : "none");
        Message("message", MessageOf(finding));
        json.WriteStartArray("locations");
        locations();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("atRestFinding/v1", id);
        json.WriteEndObject();
        if (finding.Waiver is { } waiver)
        {
            json.WriteStartArray("suppressions");
            json.WriteStartObject();
            json.WriteString("kind", "external");
            json.WriteString("status", "accepted");
            json.Text("justification", $"{waiver.Reason} Owner: {waiver.Owner}. Approved by: {waiver.ApprovedBy}. Until {waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}.");
            json.WriteEndObject();
            json.WriteEndArray();
        }

        WriteProperties(finding);
        json.WriteEndObject();
    }

    /// <summary>Writes a location that is only a name, such as a cluster or a key.</summary>
    public void LogicalLocation(string name, string fullName, string kind)
    {
        json.WriteStartObject();
        json.Text("name", name);
        json.Text("fullyQualifiedName", fullName);
        json.WriteString("kind", kind);
        json.WriteEndObject();
    }

    private static string KindOf(FindingStatus status) => status switch
    {
        FindingStatus.Pass => "pass",
        FindingStatus.Fail => "fail",
        FindingStatus.Unknown => "open",
        FindingStatus.NotApplicable => "notApplicable",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, null),
    };

    private static string LevelOf(Severity severity) => severity switch
    {
        Severity.Critical or Severity.High => "error",
        Severity.Medium => "warning",
        Severity.Low => "note",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    /// <summary>The score that code scanning turns into a severity (https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning).</summary>
    private static string ScoreOf(Severity severity) => severity switch
    {
        Severity.Critical => "9.5",
        Severity.High => "8.0",
        Severity.Medium => "5.5",
        Severity.Low => "2.0",
        _ => throw new ArgumentOutOfRangeException(nameof(severity), severity, null),
    };

    private static string MessageOf(Finding finding) =>
        string.Join(' ', new[] { finding.Message, finding.Consequence, finding.Remedy is { } remedy ? $"To do: {remedy}" : null }.Where(part => !string.IsNullOrWhiteSpace(part)));

    private void WriteRule(RuleDescriptor rule, ReportOptions options)
    {
        var page = PlainLinks(RulePage.Read(rule.Id));
        json.WriteStartObject();
        json.WriteString("id", rule.Id);
        Message("shortDescription", rule.Title);
        Message("fullDescription", rule.Title);
        json.WriteStartObject("help");
        json.WriteString("text", page);
        json.WriteString("markdown", page);
        json.WriteEndObject();
        json.Text("helpUri", options.RulePage(rule.Id));
        json.WriteStartObject("defaultConfiguration");
        json.WriteString("level", LevelOf(rule.Severity));
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.Texts("tags", new[] { "security", "encryption-at-rest", WireWord.Of(rule.Level) }.Concat(ControlCatalog.ControlsOf(rule.Id).Keys.Order(StringComparer.Ordinal)).Take(MostTags));
        json.WriteString("security-severity", ScoreOf(rule.Severity));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteProperties(Finding finding)
    {
        json.WriteStartObject("properties");
        json.Text("title", finding.Title);
        json.WriteString("level", WireWord.Of(finding.Level));
        json.WriteString("severity", WireWord.Of(finding.Severity));
        json.Text("remedyCode", finding.RemedyCode);
        json.Texts("evidence", finding.Evidence);
        json.Texts("relatedControls", finding.Controls.OrderBy(entry => entry.Key, StringComparer.Ordinal).SelectMany(entry => entry.Value.Select(control => $"{entry.Key}: {control}")));
        json.WriteEndObject();
    }

    private void Message(string name, string text)
    {
        json.WriteStartObject(name);
        json.Text("text", text);
        json.WriteEndObject();
    }

    /// <summary>Links to files of this repository lead nowhere in another place: their text stays.</summary>
    private static string PlainLinks(string markdown) => RelativeLink().Replace(markdown, "$1");

    [GeneratedRegex(@"\[([^\]]+)\]\((?!https?:)[^)]*\)")]
    private static partial Regex RelativeLink();
}
