using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AtRest.Hosting.Api.Health;

/// <summary>The body of a health route.</summary>
internal sealed record HealthBody(string Status)
{
    public ImmutableArray<HealthCheck>? Checks { get; init; }
}

/// <summary>One dependency and its state.</summary>
/// <param name="Name"><c>blobs</c>, <c>queue</c>, <c>inventory</c> or <c>identityProvider</c>; <c>reports</c> only if some are damaged, <c>clock</c> only if a clock is wrong, or was.</param>
/// <param name="Ok">The dependency works.</param>
internal sealed record HealthCheck(string Name, bool Ok)
{
    /// <summary>What is wrong, without names, because everyone can call this route. The log has the details.</summary>
    public string? Cause { get; init; }

    /// <summary>For operators: the names of damaged blobs, at most 20.</summary>
    public ImmutableArray<string>? Blobs { get; init; }

    /// <summary>The process can do its work all the same.</summary>
    [JsonIgnore]
    public bool IsMinor { get; init; }
}
