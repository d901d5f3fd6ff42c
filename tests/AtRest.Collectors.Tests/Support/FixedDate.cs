namespace AtRest.Collectors.Tests.Support;

/// <summary>The real clock with a fixed date: waits take real time, and dated evidence can be compared.</summary>
internal sealed class FixedDate : TimeProvider
{
    private readonly DateTimeOffset now = System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => now;
}
