using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.Core.Controls;

/// <summary>
/// Which controls of which frameworks a rule speaks to. The mapping is data, in the JSON files beside this class, each control with its source;
/// only what was confirmed in a published source is in it.
/// </summary>
public static class ControlCatalog
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web) { RespectNullableAnnotations = true };

    private static readonly ImmutableArray<ControlFramework> Loaded = [.. Load().OrderBy(framework => framework.Name, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, ImmutableSortedDictionary<string, ImmutableArray<string>>> ByRule = Loaded
        .SelectMany(framework => framework.Controls.SelectMany(control => control.Rules.Select(rule => (Rule: rule, Framework: framework.Name, control.Id))))
        .GroupBy(entry => entry.Rule, StringComparer.Ordinal)
        .ToFrozenDictionary(
            rule => rule.Key,
            rule => rule.GroupBy(entry => entry.Framework).ToImmutableSortedDictionary(
                framework => framework.Key, framework => framework.Select(entry => entry.Id).ToImmutableArray(), StringComparer.Ordinal),
            StringComparer.Ordinal);

    /// <summary>All frameworks, by name.</summary>
    public static ImmutableArray<ControlFramework> Frameworks => Loaded;

    /// <summary>Control ids by framework; empty for a rule that maps to none.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> ControlsOf(string ruleId) =>
        ByRule.GetValueOrDefault(ruleId, ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty);

    private static IEnumerable<ControlFramework> Load()
    {
        var assembly = typeof(ControlCatalog).Assembly;
        var prefix = typeof(ControlCatalog).Namespace + ".";
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var file = JsonSerializer.Deserialize<ControlFile>(stream, Options)
                ?? throw new InvalidDataException($"The embedded control file {name} is empty.");
            foreach (var framework in file.Frameworks)
            {
                yield return framework;
            }
        }
    }

    private sealed record ControlFile(ImmutableArray<ControlFramework> Frameworks);
}
