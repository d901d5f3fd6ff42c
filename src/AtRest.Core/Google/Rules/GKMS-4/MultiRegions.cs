using System.Collections.Immutable;
using System.Text.Json;

namespace AtRest.Core.Google.Rules;

/// <summary>Google Cloud KMS's locations of several regions: data, in the JSON file beside this class, with its source.</summary>
internal static class MultiRegions
{
    private static readonly ImmutableDictionary<string, MultiRegion> Known = Load();

    /// <summary>Whether the location contains the region; null if it is no multi-region that is known here.</summary>
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

        /// <summary>Beginnings of the regions' names, where Google names a continent or country.</summary>
        public ImmutableArray<string> Prefixes { get; init; } = [];

        public ImmutableArray<string> Except { get; init; } = [];
    }
}
