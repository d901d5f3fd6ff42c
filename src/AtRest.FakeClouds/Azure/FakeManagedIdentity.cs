namespace AtRest.FakeClouds.Azure;

/// <summary>
/// The managed identity of an app on Azure, and the endpoint that hands out its tokens
/// (https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference).
/// </summary>
public sealed record FakeManagedIdentity
{
    /// <summary>What the header <c>X-IDENTITY-HEADER</c> must say.</summary>
    public string Header { get; init; } = "identity-header";

    /// <summary>Its tokens' <c>iss</c>.</summary>
    public string Issuer { get; init; } = "https://sts.windows.net/11111111-2222-4333-8444-555555555555/";

    /// <summary>Its tokens' <c>sub</c>: the identity's object id.</summary>
    public string Subject { get; init; } = "66666666-7777-4888-8999-aaaaaaaaaaaa";

    /// <summary>Of a user-assigned identity, for which alone tokens are given then. Absent: the app's own identity, without an id.</summary>
    public string? ClientId { get; init; }

    /// <summary>The registered applications that tokens are given for: <c>api://…</c>. Empty: any.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>How long its tokens live; a day, as Azure's.</summary>
    public int TokenLifetimeSeconds { get; init; } = 86_400;
}
