using System.Collections.Immutable;

namespace AtRest.Hosting.Api.Authentication;

/// <summary>Who calls, and what they may see.</summary>
internal sealed record Caller
{
    /// <summary>For limits and logs: tells callers apart, and holds no secret.</summary>
    public required string Id { get; init; }

    /// <summary>May see every organization.</summary>
    public required bool IsOperator { get; init; }

    /// <summary>The ids of the organizations that the caller belongs to.</summary>
    public required ImmutableHashSet<string> Organizations { get; init; }

    public bool MaySee(string organizationId) => IsOperator || Organizations.Contains(organizationId);
}
