using System.Collections.Immutable;

namespace AtRest.Hosting.Api;

/// <summary>Metadata of a route: what a request may say beside its path and headers. A route without it takes no query parameter and no body.</summary>
/// <param name="Query">The names of the query parameters, exactly as they are written.</param>
internal sealed record RouteInput(params ImmutableArray<string> Query)
{
    public static RouteInput Nothing { get; } = new();

    /// <summary>The route reads the body itself, and refuses what it does not know.</summary>
    public bool ReadsBody { get; init; }
}
