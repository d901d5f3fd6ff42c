using System.Text.RegularExpressions;
using AtRest.Core.Clouds;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Checks the names of regions.</summary>
internal static partial class RegionReader
{
    public static string? Check(string? region, SourceNode? node, CloudProvider? provider, ErrorLog log)
    {
        if (region is null || node is null)
        {
            return null;
        }

        var known = provider is { } cloud ? CloudDescriptions.Of(cloud).Regions : CloudDescriptions.Regions;
        if (!NamePattern().IsMatch(region))
        {
            log.Error(node, $"{Wording.Quote(region)} is not a valid region name.", "a name such as eu-central-1 or europe-west1", NearestName.To(region, known));
            return null;
        }

        if (!known.Contains(region))
        {
            log.Warn(node, $"{Wording.Quote(region)} is not one of the regions that Camunda documents{Where(provider)}. Other regions are possible by agreement.", NearestName.To(region, known));
        }

        return region;
    }

    private static string Where(CloudProvider? provider) => provider is { } cloud ? $" for {CloudDescriptions.Of(cloud).Name}" : "";

    [GeneratedRegex(@"^[a-z][a-z0-9-]*\z")]
    private static partial Regex NamePattern();
}
