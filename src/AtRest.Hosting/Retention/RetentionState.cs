using System.Collections.Immutable;

namespace AtRest.Hosting.Retention;

/// <summary>What the retention remembers from night to night.</summary>
internal sealed record RetentionState
{
    /// <summary>The time that counts for the retention. It follows the clock by at most a day more than there is between two nights, so that a wrong clock cannot make everything old.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it last ran, by the clock.</summary>
    public required DateTimeOffset RanAt { get; init; }

    /// <summary>For how many nights the log has announced that a report will be deleted, by the names of index entries.</summary>
    public ImmutableDictionary<string, int> Notices { get; init; } = ImmutableDictionary<string, int>.Empty;
}
