using System.Collections.Immutable;

namespace AtRest.Hosting.Api;

/// <summary>Metadata of a route: what a request may contain besides its path and headers. A route without it takes no query parameter and no body.</summary>
/// <param name="Query">The exact names of the query parameters.</param>
internal sealed record RouteInput(params ImmutableArray<string> Query)
{
    public static RouteInput Nothing { get; } = new();

    /// <summary>The route reads the body itself, and refuses members that it does not define.</summary>
    public bool ReadsBody { get; init; }
}
