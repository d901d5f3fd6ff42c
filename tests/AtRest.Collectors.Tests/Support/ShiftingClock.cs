namespace AtRest.Collectors.Tests.Support;

/// <summary>The real clock, whose date can be put forward: waiting takes its time, and what is dated ages at once.</summary>
internal sealed class ShiftingClock : TimeProvider
{
    public TimeSpan Shift { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
}
