using System.Text.RegularExpressions;

namespace AtRest.Hosting;

/// <summary>The parts of blob names. Each is checked here before any storage is touched.</summary>
internal static partial class StoragePaths
{
    /// <summary>An organization's ID, as the inventory allows it.</summary>
    public static bool IsOrganizationId(string text) => OrganizationId().IsMatch(text);

    /// <summary>A UUID in lower case.</summary>
    public static bool IsId(string text) => Guid.TryParseExact(text, "D", out var id) && id.ToString() == text;

    /// <summary>The folder of an organization, with a slash at its end.</summary>
    /// <exception cref="ArgumentException">The text is not the ID of an organization.</exception>
    public static string Organization(string organizationId) => IsOrganizationId(organizationId)
        ? $"organizations/{organizationId}/"
        : throw new ArgumentException("This is not the ID of an organization.", nameof(organizationId));

    /// <exception cref="ArgumentException">The text is not a UUID.</exception>
    public static string CheckedId(string id) => IsId(id) ? id : throw new ArgumentException("This is not the ID of an audit or report.", nameof(id));

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}\\z")]
    private static partial Regex OrganizationId();
}
