namespace AtRest.Hosting.Work;

/// <summary>A tick of the nightly timer.</summary>
/// <param name="At">When it fired, UTC.</param>
/// <param name="IsPastDue">It should have fired earlier, and the process was not there.</param>
public sealed record NightlyTick(DateTimeOffset At, bool IsPastDue);
