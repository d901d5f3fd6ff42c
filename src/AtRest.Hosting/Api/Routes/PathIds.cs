using System.Text.RegularExpressions;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The forms of IDs in paths. Other values never reach the storage.</summary>
internal static partial class PathIds
{
    /// <summary>Reports and audits have lower-case UUIDs.</summary>
    public static bool IsUuid(string text) => UuidPattern().IsMatch(text);

    /// <summary>The inventory's rule.</summary>
    public static bool IsOrganization(string text) => OrganizationPattern().IsMatch(text);

    [GeneratedRegex(@"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z")]
    private static partial Regex UuidPattern();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,62}\z")]
    private static partial Regex OrganizationPattern();
}
