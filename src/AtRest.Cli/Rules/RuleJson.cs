using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Cli.Presentation;
using AtRest.Core.Controls;
using AtRest.Core.Rules;

namespace AtRest.Cli.Rules;

/// <summary>A rule in the output of <c>rules list --json</c>.</summary>
internal sealed record RuleJson
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
        NewLine = "\n",
    };

    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Level { get; init; }

    public required string Severity { get; init; }

    public required IReadOnlyList<string> AppliesTo { get; init; }

    /// <summary>IDs of controls, by framework.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Controls { get; init; }

    public string? Page { get; init; }

    /// <summary>The rules as a JSON array.</summary>
    public static string Of(IEnumerable<RuleDescriptor> rules, IEnumerable<ControlFramework> frameworks, RulePages pages) =>
        JsonSerializer.Serialize(rules.Select(rule => Of(rule, frameworks, pages)), Layout);

    private static RuleJson Of(RuleDescriptor rule, IEnumerable<ControlFramework> frameworks, RulePages pages) => new()
    {
        Id = rule.Id,
        Title = rule.Title,
        Level = Marks.WordOf(rule.Level),
        Severity = Marks.WordOf(rule.Severity),
        AppliesTo = RuleText.AppliesTo(rule),
        Controls = frameworks
            .Select(framework => (framework.Name, Ids: framework.Controls.Where(control => control.Rules.Contains(rule.Id)).Select(control => control.Id).ToList()))
            .Where(entry => entry.Ids.Count > 0)
            .ToDictionary(entry => entry.Name, IReadOnlyList<string> (entry) => entry.Ids),
        Page = pages.AddressOf(rule.Id),
    };
}
