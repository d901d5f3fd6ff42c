namespace AtRest.FakeClouds.Azure;

/// <summary>
/// The managed identity of an app on Azure, and the endpoint that issues its tokens
/// (https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference).
/// </summary>
public sealed record FakeManagedIdentity
{
    /// <summary>The required value of the header <c>X-IDENTITY-HEADER</c>.</summary>
    public string Header { get; init; } = "identity-header";

    /// <summary>The claim <c>iss</c> of its tokens.</summary>
    public string Issuer { get; init; } = "https://sts.windows.net/11111111-2222-4333-8444-555555555555/";

    /// <summary>The claim <c>sub</c> of its tokens: the object ID of the identity.</summary>
    public string Subject { get; init; } = "66666666-7777-4888-8999-aaaaaaaaaaaa";

    /// <summary>The client ID of a user-assigned identity, which requests must contain then. Absent: a system-assigned identity, which has no client ID.</summary>
    public string? ClientId { get; init; }

    /// <summary>The registered applications that tokens are issued for: <c>api://…</c>. Empty: all.</summary>
    public IReadOnlyList<string> Audiences { get; init; } = [];

    /// <summary>The lifetime of its tokens. The default is a day, as for Azure.</summary>
    public int TokenLifetimeSeconds { get; init; } = 86_400;
}
