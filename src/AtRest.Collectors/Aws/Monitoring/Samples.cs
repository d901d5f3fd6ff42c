using System.Collections.Immutable;
using AtRest.Core.Aws.Monitoring;

namespace AtRest.Collectors.Aws.Monitoring;

/// <summary>The samples that a pattern is asked about.</summary>
internal static class Samples
{
    /// <summary>One for each kind of event of each change that matters for the key, and one more where it may matter how the caller names the key.</summary>
    public static ImmutableArray<SampleEvent> For(WatchedKey key, string pattern, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var samples = SampleEvent.Of(key, KeyNaming.ByArn, now);
        return PatternScope.DependsOnNaming(pattern) ? [.. samples, .. SampleEvent.Of(key, KeyNaming.ById, now)] : samples;
    }
}
