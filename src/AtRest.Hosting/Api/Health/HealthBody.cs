using System.Collections.Immutable;

namespace AtRest.Hosting.Api.Health;

/// <summary>The answer of a health route where all is well.</summary>
internal sealed record HealthBody(string Status)
{
    public ImmutableArray<HealthCheck>? Checks { get; init; }
}

/// <summary>One thing that was looked at.</summary>
/// <param name="Name"><c>blobs</c>, <c>queue</c>, <c>inventory</c> or <c>identityProvider</c>.</param>
/// <param name="Ok">It works.</param>
internal sealed record HealthCheck(string Name, bool Ok)
{
    /// <summary>What is wrong, without names of anything: anybody may ask. The log has the rest.</summary>
    public string? Cause { get; init; }
}
