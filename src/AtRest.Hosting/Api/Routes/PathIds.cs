using System.Text.RegularExpressions;

namespace AtRest.Hosting.Api.Routes;

/// <summary>What can be an id at all. Nothing else comes near the storage.</summary>
internal static partial class PathIds
{
    /// <summary>Reports and audits have UUIDs, in lower case.</summary>
    public static bool IsUuid(string text) => UuidPattern().IsMatch(text);

    /// <summary>The inventory's own rule.</summary>
    public static bool IsOrganization(string text) => OrganizationPattern().IsMatch(text);

    [GeneratedRegex(@"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z")]
    private static partial Regex UuidPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex OrganizationPattern();
}
