using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.Core.Google.Rules;

/// <summary>The multi-region locations of Google Cloud KMS. The data and its source are in the JSON file beside this class.</summary>
internal static class MultiRegions
{
    private static readonly ImmutableDictionary<string, MultiRegion> Known = Load();

    /// <summary>Whether the location contains the region; null if the location is not in the list.</summary>
    public static bool? Contains(string location, string region) => Known.TryGetValue(location, out var known)
        ? !known.Except.Contains(region) && (known.Regions.Contains(region) || known.Prefixes.Any(prefix => region.StartsWith(prefix, StringComparison.Ordinal)))
        : null;

    private static ImmutableDictionary<string, MultiRegion> Load()
    {
        using var stream = typeof(MultiRegions).Assembly.GetManifestResourceStream(typeof(MultiRegions), "multi-regions.json")
            ?? throw new InvalidDataException("The embedded list of multi-regions is missing.");
        var file = JsonSerializer.Deserialize<MultiRegionFile>(stream, JsonSerializerOptions.Web)
            ?? throw new InvalidDataException("The embedded list of multi-regions is empty.");
        return file.Locations.ToImmutableDictionary(location => location.Name, StringComparer.Ordinal);
    }

    private sealed record MultiRegionFile(ImmutableArray<MultiRegion> Locations);

    private sealed record MultiRegion
    {
        public required string Name { get; init; }

        public ImmutableArray<string> Regions { get; init; } = [];

        /// <summary>The prefixes of the regions' names, if Google names a continent or country.</summary>
        public ImmutableArray<string> Prefixes { get; init; } = [];

        public ImmutableArray<string> Except { get; init; } = [];
    }
}
