using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Reports.Sarif;

/// <summary>
/// What needs action in a policy file, with its line and column. What passes is left out: code scanning does not read <c>kind</c>, and would show it as a problem
/// (https://github.com/microsoft/PSRule/issues/955).
/// </summary>
internal sealed class SarifPolicyRenderer(ReportOptions options) : IPolicyCheckRenderer
{
    public string Format => "sarif";

    public async Task RenderAsync(CheckedPolicy policy, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var json = new Utf8JsonWriter(stream, JsonText.Indented);
        await using (json)
        {
            var judged = policy.Findings.Select(checkedFinding => checkedFinding.Finding.RuleId).ToHashSet(StringComparer.Ordinal);
            var writer = new SarifWriter(json, [.. RuleCatalog.Descriptors.Where(rule => judged.Contains(rule.Id))]);
            writer.Start(policy.Tool, options, () => WriteRun(json, policy));
            var known = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var (finding, places, counts) in policy.Findings)
            {
                var number = known[finding.RuleId] = known.GetValueOrDefault(finding.RuleId) + 1;
                if (counts && FindingUrgency.NeedsAction(finding))
                {
                    writer.Result(finding, FindingIds.Derive("policy", policy.File ?? "", policy.Key, finding.RuleId, $"{number}"), () => WriteLocations(json, writer, policy.File, places));
                }
            }

            writer.End();
            await json.FlushAsync(cancellationToken);
        }

        await stream.WriteAsync("\n"u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    private static void WriteRun(Utf8JsonWriter json, CheckedPolicy policy)
    {
        // Several policies of one repository are separate analyses: code scanning replaces what has the same category.
        json.WriteStartObject("automationDetails");
        json.Text("id", $"atrest-policy/{policy.Key}/");
        json.WriteEndObject();
        json.WriteStartObject("properties");
        json.WriteString("verdict", WireWord.Of(policy.Verdict));
        json.Text("key", policy.Key);
        json.WriteEndObject();
    }

    private static void WriteLocations(Utf8JsonWriter json, SarifWriter writer, string? file, IEnumerable<PolicyPlace> places)
    {
        foreach (var place in places)
        {
            json.WriteStartObject();
            if (file is not null)
            {
                json.WriteStartObject("physicalLocation");
                json.WriteStartObject("artifactLocation");
                json.Text("uri", file);
                json.WriteEndObject();
                if (place.Region is { } region)
                {
                    json.WriteStartObject("region");
                    json.WriteNumber("startLine", region.StartLine);
                    json.WriteNumber("startColumn", region.StartColumn);
                    json.WriteNumber("endLine", region.EndLine);
                    json.WriteNumber("endColumn", region.EndColumn);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }

            json.WriteStartArray("logicalLocations");
            writer.LogicalLocation(place.Sid ?? place.Name, place.Name, "object");
            json.WriteEndArray();
            json.WriteEndObject();
        }
    }
}
