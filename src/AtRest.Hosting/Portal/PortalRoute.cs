using AtRest.Hosting.Api;

namespace AtRest.Hosting.Portal;

/// <summary>Metadata of every page, form and file of the portal. An endpoint without it does not belong to the portal.</summary>
/// <param name="Access">Who may open it.</param>
internal sealed record PortalRoute(PortalAccess Access)
{
    /// <summary>What a person needs, besides seeing the organization.</summary>
    public RouteRight Right { get; init; } = RouteRight.None;

    /// <summary>Whether the organization must be in the inventory, because something is made for it. The other pages are there as long as it has reports.</summary>
    public bool NeedsInventory { get; init; }

    /// <summary>The maximum length of a form, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 16 * 1024;
}

/// <summary>Who may open a page.</summary>
internal enum PortalAccess
{
    /// <summary>People who are signed in. The organization in the path decides what they see.</summary>
    SignedIn,

    /// <summary>Everyone: the sign-in page.</summary>
    Anybody,

    /// <summary>Everyone, without a look at the session: the style sheet, which is the same for all.</summary>
    File,
}
