namespace AtRest.Hosting.Api;

/// <summary>Metadata of every route of the API. An endpoint without it does not belong to the API.</summary>
internal sealed record ApiRoute(RouteAccess Access)
{
    /// <summary>The maximum length of the body, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 64 * 1024;
}

/// <summary>Who may call a route.</summary>
internal enum RouteAccess
{
    /// <summary>Everyone with a credential; the organization in the path decides what they can see.</summary>
    Callers,

    /// <summary>Everyone.</summary>
    Anybody,

    /// <summary>Everyone, without a rate limit: the response is cached for some seconds.</summary>
    Probes,

    /// <summary>The route has its own authentication.</summary>
    Webhook,
}
