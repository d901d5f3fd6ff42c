using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.Core.Controls;

/// <summary>
/// Which controls of which frameworks a rule speaks to. The mapping is data, in the JSON files beside this class, each with its source;
/// only what was confirmed in a published source is in it.
/// </summary>
public static class ControlCatalog
{
    private static readonly ImmutableArray<ControlFramework> Loaded = [.. Load().OrderBy(framework => framework.Name, StringComparer.Ordinal)];

    /// <summary>All frameworks, by name.</summary>
    public static ImmutableArray<ControlFramework> Frameworks => Loaded;

    /// <summary>Control ids by framework; empty for a rule that maps to none.</summary>
    public static ImmutableSortedDictionary<string, ImmutableArray<string>> ControlsOf(string ruleId) => Loaded
        .Where(framework => framework.Controls.ContainsKey(ruleId))
        .ToImmutableSortedDictionary(framework => framework.Name, framework => framework.Controls[ruleId], StringComparer.Ordinal);

    private static IEnumerable<ControlFramework> Load()
    {
        var assembly = typeof(ControlCatalog).Assembly;
        var prefix = typeof(ControlCatalog).Namespace + ".";
        foreach (var name in assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)))
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var file = JsonSerializer.Deserialize<ControlFile>(stream, JsonSerializerOptions.Web)
                ?? throw new InvalidDataException($"The embedded control file {name} is empty.");
            foreach (var framework in file.Frameworks)
            {
                yield return framework;
            }
        }
    }

    private sealed record ControlFile(ImmutableArray<ControlFramework> Frameworks);
}

/// <summary>A framework and what of it was mapped.</summary>
/// <param name="Name">Name and version.</param>
/// <param name="Source">Where the mapping was confirmed.</param>
/// <param name="Controls">Control ids by rule id.</param>
public sealed record ControlFramework(string Name, string Source, ImmutableSortedDictionary<string, ImmutableArray<string>> Controls);
