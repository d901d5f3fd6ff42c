using AtRest.Core.Inventory;

namespace AtRest.Hosting.Portal.Writing;

/// <summary>What surrounds the content of a page.</summary>
/// <param name="Title">The page's title, which is also its first heading.</param>
internal sealed record PageFrame(string Title)
{
    public int Status { get; init; } = 200;

    /// <summary>The organization that the page is about: its parts are in the navigation.</summary>
    public Organization? Organization { get; init; }

    /// <summary>The address of the part that the page belongs to, which the navigation marks.</summary>
    public string? Part { get; init; }

    /// <summary>The page that this page is below, as its name and address; null for a part itself.</summary>
    public (string Name, string Address)? Above { get; init; }

    /// <summary>After how many seconds the browser loads the page again; null: never.</summary>
    public int? RefreshSeconds { get; init; }
}
