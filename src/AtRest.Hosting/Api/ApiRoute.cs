namespace AtRest.Hosting.Api;

/// <summary>Metadata of every route of the API. An endpoint without it does not belong to the API.</summary>
internal sealed record ApiRoute(RouteAccess Access)
{
    /// <summary>What a caller needs, besides seeing the organization.</summary>
    public RouteRight Right { get; init; } = RouteRight.None;

    /// <summary>The maximum length of the body, in bytes.</summary>
    public long MaxBodyBytes { get; init; } = 64 * 1024;
}

/// <summary>The right that a route below an organization needs.</summary>
internal enum RouteRight
{
    None,

    /// <summary>To make and revoke the organization's keys.</summary>
    Administer,
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
