namespace AtRest.FakeClouds.WebIdentity;

/// <summary>The identity token that a role or a provider accepts.</summary>
public sealed record FakeWebIdentityTrust
{
    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    /// <summary>Absent: every subject.</summary>
    public string? Subject { get; init; }
}
