using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.Core.Inventory;

namespace AtRest.Core.Camunda.Evidence;

/// <summary>
/// Reads what Camunda calls a region: the provider's code stands in the name's brackets (<c>Belgium, Europe (europe-west1)</c>), is the name
/// itself, or is spelt out (<c>Europe West 1</c>).
/// </summary>
public static partial class CamundaRegionReading
{
    private static readonly ImmutableArray<string> Known = [.. KnownRegions.Of(CloudProvider.Aws), .. KnownRegions.Of(CloudProvider.Gcp)];

    /// <summary>The provider's code, such as <c>europe-west1</c>; null if the name does not tell it.</summary>
    /// <param name="region">As Camunda names it.</param>
    /// <param name="cloud">The cluster's cloud, where it is known: <c>US East 1</c> is a region of both.</param>
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

    /// <summary>The region's code if the name tells it, else the name; null if there is neither.</summary>
    /// <inheritdoc cref="CodeOf"/>
    public static string? BestNameOf(CamundaName? region, CloudProvider? cloud = null) => CodeOf(region, cloud) ?? (string.IsNullOrWhiteSpace(region?.Name) ? null : region.Name);

    /// <summary>The entry of the list of regions that a cluster's region refers to: by UUID, else by name.</summary>
    public static CamundaRegion? Find(CamundaRegions regions, CamundaName? region) => region is null ? null
        : regions.Items.FirstOrDefault(candidate => candidate.Uuid.Length > 0 && Same(candidate.Uuid, region.Uuid))
            ?? regions.Items.FirstOrDefault(candidate => candidate.Name is not null && Same(candidate.Name, region.Name));

    /// <summary>The cloud that Camunda's word means; null for a word that is not known.</summary>
    public static CloudProvider? CloudOf(string? provider) => provider switch
    {
        null => null,
        _ => (AwsWord().IsMatch(provider), GoogleWord().IsMatch(provider)) switch
        {
            (true, false) => CloudProvider.Aws,
            (false, true) => CloudProvider.Gcp,
            _ => null,
        },
    };

    /// <summary>
    /// The cloud that names its regions so (<c>eu-central-1</c>, <c>europe-west1</c>); null for a code of neither form. A place's name is no direction: <c>eu-frankfurt-1</c> is
    /// a region of another cloud (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html, https://cloud.google.com/compute/docs/regions-zones).
    /// </summary>
    public static CloudProvider? CloudOfCode(string? code) => code switch
    {
        null => null,
        _ when AwsCode().IsMatch(code) => CloudProvider.Aws,
        _ when GoogleCode().IsMatch(code) => CloudProvider.Gcp,
        _ => null,
    };

    /// <summary>Camunda's older names: a region's words, or those of a zone in it (<c>Europe West 1D</c>).</summary>
    private static string? SpeltOut(string name, CloudProvider? cloud)
    {
        var letters = Letters(name);
        return Only(code => Letters(code) == letters)
            ?? Only(code => letters.Length == Letters(code).Length + 1 && letters.StartsWith(Letters(code), StringComparison.Ordinal) && char.IsAsciiLetter(letters[^1]));

        string? Only(Func<string, bool> isMeant) => Known.Where(isMeant).ToList() switch
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

    // At a word's beginning: "Outlaws Cloud" is not AWS.
    [GeneratedRegex(@"(?<![a-z])(aws|amazon)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AwsWord();

    [GeneratedRegex(@"(?<![a-z])(gcp|google)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex GoogleWord();

    [GeneratedRegex(@"^[a-z]{2,3}(-gov|-iso[a-z]?)?-(north|south|east|west|central|northeast|northwest|southeast|southwest)-[0-9]+\z")]
    private static partial Regex AwsCode();

    [GeneratedRegex(@"^[a-z]+-(north|south|east|west|central|northeast|northwest|southeast|southwest)[0-9]+\z")]
    private static partial Regex GoogleCode();
}
