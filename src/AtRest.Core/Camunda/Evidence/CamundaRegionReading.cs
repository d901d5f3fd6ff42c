using System.Text.RegularExpressions;
using AtRest.Core.Clouds;
using AtRest.Core.Inventory;

namespace AtRest.Core.Camunda.Evidence;

/// <summary>
/// Reads Camunda's names of regions: the provider's code is in brackets (<c>Belgium, Europe (europe-west1)</c>), is the name
/// itself, or is spelled out (<c>Europe West 1</c>).
/// </summary>
public static partial class CamundaRegionReading
{
    /// <summary>The provider's code, such as <c>europe-west1</c>; null if the name does not contain it.</summary>
    /// <param name="region">The region as Camunda returns it.</param>
    /// <param name="cloud">The cluster's cloud, if known: <c>US East 1</c> is a region of both.</param>
    public static string? CodeOf(CamundaName? region, CloudProvider? cloud = null)
    {
        if (region?.Name is not { } name)
        {
            return null;
        }

        var match = InBrackets().Match(name.Trim());
        return match.Success ? match.Groups["code"].Value.ToLowerInvariant()
            : Code().IsMatch(name.Trim()) ? name.Trim().ToLowerInvariant()
            : SpeltOut(name, cloud);
    }

    /// <summary>The region's code if the name contains it, otherwise the name; null if there is neither.</summary>
    /// <inheritdoc cref="CodeOf"/>
    public static string? BestNameOf(CamundaName? region, CloudProvider? cloud = null) => CodeOf(region, cloud) ?? (string.IsNullOrWhiteSpace(region?.Name) ? null : region.Name);

    /// <summary>The entry of the list of regions that a cluster's region refers to: by UUID, otherwise by name.</summary>
    public static CamundaRegion? Find(CamundaRegions regions, CamundaName? region) => region is null ? null
        : regions.Items.FirstOrDefault(candidate => candidate.Uuid.Length > 0 && Same(candidate.Uuid, region.Uuid))
            ?? regions.Items.FirstOrDefault(candidate => candidate.Name is not null && Same(candidate.Name, region.Name));

    /// <summary>The cloud of Camunda's value; null for an unknown value.</summary>
    public static CloudProvider? CloudOf(string? provider) => provider is not null && CloudDescriptions.All.Where(cloud => cloud.IsNamedBy(provider)).ToList() is [var named]
        ? named.Provider
        : null;

    /// <summary>
    /// The cloud whose regions have names of this form (<c>eu-central-1</c>, <c>europe-west1</c>); null for a code of no known form. The second part must be a direction, not a place: <c>eu-frankfurt-1</c> is
    /// a region of another cloud.
    /// </summary>
    public static CloudProvider? CloudOfCode(string? code) => code is null ? null : CloudDescriptions.All.FirstOrDefault(cloud => cloud.IsRegion(code))?.Provider;

    /// <summary>Camunda's older names: a region's words, or those of a zone in it (<c>Europe West 1D</c>).</summary>
    private static string? SpeltOut(string name, CloudProvider? cloud)
    {
        var letters = Letters(name);
        return Only(code => Letters(code) == letters)
            ?? Only(code => letters.Length == Letters(code).Length + 1 && letters.StartsWith(Letters(code), StringComparison.Ordinal) && char.IsAsciiLetter(letters[^1]));

        string? Only(Func<string, bool> isMeant) => CloudDescriptions.Regions.Where(isMeant).ToList() switch
        {
            [var code] => code,
            var codes => codes.Find(code => cloud is not null && CloudOfCode(code) == cloud),
        };
    }

    private static string Letters(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();

    private static bool Same(string one, string? other) => string.Equals(one, other?.Trim(), StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\((?<code>[A-Za-z]+(-[A-Za-z]+)+-?[0-9]+)\)\z")]
    private static partial Regex InBrackets();

    [GeneratedRegex(@"^[A-Za-z]+(-[A-Za-z]+)+-?[0-9]+\z")]
    private static partial Regex Code();
}
