using System.Collections.Immutable;
using AtRest.Core.Aws.Monitoring;

namespace AtRest.Collectors.Aws.Monitoring;

/// <summary>The sample events that a pattern is tested with.</summary>
internal static class Samples
{
    /// <summary>One sample for each kind of event of each relevant change, and a second one if the pattern may depend on how the caller names the key.</summary>
    public static ImmutableArray<SampleEvent> For(WatchedKey key, string pattern, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var samples = SampleEvent.Of(key, KeyNaming.ByArn, now);
        return PatternScope.DependsOnNaming(pattern) ? [.. samples, .. SampleEvent.Of(key, KeyNaming.ById, now)] : samples;
    }
}
