using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Core.Inventory;

namespace AtRest.Core.Controls;

/// <summary>
/// Maps rules to the controls of frameworks. The mapping is data, in the JSON files beside this class. Each control has
/// the clause of the framework's document, and contains only what was compared with that text.
/// </summary>
public static class ControlCatalog
{
    /// <summary>Generated code, because every command that judges reads these files: reflection would take most of the time.</summary>
    private static readonly ControlFileJson Json = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        Converters = { new JsonStringEnumConverter<EncryptionType>(namingPolicy: null, allowIntegerValues: false) },
    });

    private static readonly ImmutableArray<ControlFramework> Loaded = [.. Load().OrderBy(framework => framework.Name, StringComparer.Ordinal)];

    private static readonly FrozenDictionary<string, ImmutableArray<(string Framework, Control Control)>> ByRule = Loaded
        .SelectMany(framework => framework.Controls.SelectMany(control => control.Rules.Select(rule => (Rule: rule, Framework: framework.Name, Control: control))))
        .GroupBy(entry => entry.Rule, StringComparer.Ordinal)
        .ToFrozenDictionary(rule => rule.Key, rule => rule.Select(entry => (entry.Framework, entry.Control)).ToImmutableArray(), StringComparer.Ordinal);

    /// <summary>All findings of a rule for clusters of the same type have the same controls.</summary>
    private static readonly ConcurrentDictionary<(string Rule, EncryptionType Type), ImmutableSortedDictionary<string, ImmutableArray<string>>> Known = [];

    /// <summary>All frameworks, by name.</summary>
    public static ImmutableArray<ControlFramework> Frameworks => Loaded;

    /// <summary>Control IDs by framework; empty for a rule that maps to none.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> ControlsOf(string ruleId) => ControlsOf(ruleId, _ => true);

    /// <summary>Control IDs by framework, of the controls that the rule can show for clusters of a type.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> ControlsOf(string ruleId, EncryptionType type) =>
        Known.GetOrAdd((ruleId, type), static call => ControlsOf(call.Rule, control => control.HoldsFor(call.Type)));

    private static ImmutableSortedDictionary<string, ImmutableArray<string>> ControlsOf(string ruleId, Func<Control, bool> holds) =>
        ByRule.GetValueOrDefault(ruleId, [])
            .Where(entry => holds(entry.Control))
            .GroupBy(entry => entry.Framework)
            .ToImmutableSortedDictionary(framework => framework.Key, framework => framework.Select(entry => entry.Control.Id).ToImmutableArray(), StringComparer.Ordinal);

    private static IEnumerable<ControlFramework> Load()
    {
        var assembly = typeof(ControlCatalog).Assembly;
        var prefix = typeof(ControlCatalog).Namespace + ".";
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var file = JsonSerializer.Deserialize(stream, Json.ControlFile)
                ?? throw new InvalidDataException($"The embedded control file {name} is empty.");
            foreach (var framework in file.Frameworks)
            {
                yield return framework;
            }
        }
    }
}

/// <summary>A file of the mapping.</summary>
internal sealed record ControlFile(ImmutableArray<ControlFramework> Frameworks);

/// <summary>Reads a <see cref="ControlFile"/>.</summary>
[JsonSerializable(typeof(ControlFile))]
internal sealed partial class ControlFileJson : JsonSerializerContext;
