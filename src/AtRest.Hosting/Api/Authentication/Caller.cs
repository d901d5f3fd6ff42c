using System.Collections.Immutable;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Who calls, and what they can see.</summary>
internal sealed record Caller
{
    /// <summary>Tells callers apart in limits and logs; not a secret.</summary>
    public required string Id { get; init; }

    /// <summary>The caller can see every organization.</summary>
    public required bool IsOperator { get; init; }

    /// <summary>The caller can make and revoke the keys of the organizations that they belong to.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The IDs of the organizations that the caller belongs to.</summary>
    public required ImmutableHashSet<string> Organizations { get; init; }

    public bool MaySee(string organizationId) => IsOperator || Organizations.Contains(organizationId);

    public bool MayAdminister(string organizationId) => IsOperator || (IsAdministrator && Organizations.Contains(organizationId));
}
