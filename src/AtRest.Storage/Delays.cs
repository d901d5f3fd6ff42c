namespace AtRest.Storage;

/// <summary>Times as Azure's queues have them: in whole seconds.</summary>
internal static class Delays
{
    public static TimeSpan CheckedTimeout(TimeSpan timeout) => timeout >= TimeSpan.FromSeconds(1) && timeout <= IWorkQueue.MaxDelay
        ? WholeSeconds(timeout)
        : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A visibility timeout is 1 second to 7 days.");

    public static TimeSpan CheckedDelay(TimeSpan delay) => delay >= TimeSpan.Zero && delay <= IWorkQueue.MaxDelay
        ? WholeSeconds(delay)
        : throw new ArgumentOutOfRangeException(nameof(delay), delay, "A delay is none to 7 days.");

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
