namespace AtRest.Collectors.Tests.Support;

/// <summary>The real clock with a date that can be moved forward: waits take real time.</summary>
internal sealed class ShiftingClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
