namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>The system's time, set forward by hand; what waits goes on waiting for real.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private TimeSpan shift;

    public void Advance(TimeSpan time) => shift += time;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + shift;
}
