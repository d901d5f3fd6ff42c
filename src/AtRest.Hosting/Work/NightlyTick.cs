namespace AtRest.Hosting.Work;

/// <summary>A tick of the nightly timer.</summary>
/// <param name="At">The time when it fired, UTC.</param>
/// <param name="IsPastDue">It fired late, because the process was not running.</param>
public sealed record NightlyTick(DateTimeOffset At, bool IsPastDue);
