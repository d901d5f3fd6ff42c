namespace AtRest.Hosting.Api;

/// <summary>Metadata of every route of the API. A route without it is none of the API's.</summary>
internal sealed record ApiRoute(RouteAccess Access)
{
    /// <summary>The longest body, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 64 * 1024;
}

/// <summary>Who may call a route.</summary>
internal enum RouteAccess
{
    /// <summary>Whoever has a credential; what they may see is decided by the organization in the path.</summary>
    Callers,

    /// <summary>Anybody.</summary>
    Anybody,

    /// <summary>Anybody, as often as they like: what it answers is kept for some seconds.</summary>
    Probes,

    /// <summary>Has an authentication of its own.</summary>
    Webhook,
}
