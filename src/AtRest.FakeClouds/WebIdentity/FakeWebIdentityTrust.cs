namespace AtRest.FakeClouds.WebIdentity;

/// <summary>Whose token opens something without a secret.</summary>
public sealed record FakeWebIdentityTrust
{
    public required string Issuer { get; init; }

    public required string Audience { get; init; }

    /// <summary>Absent: anybody's token of that issuer and audience.</summary>
    public string? Subject { get; init; }
}
