namespace AtRest.Collectors.Tests.Support;

/// <summary>The real clock, which says the same date for ever: waiting takes its time, and what is dated can be compared.</summary>
internal sealed class FixedDate : TimeProvider
{
    private readonly DateTimeOffset now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => now;
}
