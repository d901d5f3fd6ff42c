namespace AtRest.FakeClouds.Scenarios;

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

/// <summary>Whose token opens something without a secret.</summary>
public sealed record FakeWebIdentityTrust
{
    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    /// <summary>Absent: anybody's token of that issuer and audience.</summary>
    public string? Subject { get; init; }
}

/// <summary>A provider of a workload identity pool in Google Cloud.</summary>
public sealed record FakeWorkloadIdentityProvider
{
    /// <summary><c>//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The subject stands for the provider's attribute condition.</summary>
    public required FakeWebIdentityTrust Trust { get; init; }

    /// <summary>How long the tokens live that are given in exchange.</summary>
    public int TokenLifetimeSeconds { get; init; } = 3600;
}
