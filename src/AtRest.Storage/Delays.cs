namespace AtRest.Storage;

/// <summary>Times as in Azure's queues: in whole seconds.</summary>
internal static class Delays
{
    public static TimeSpan CheckedTimeout(TimeSpan timeout) => timeout >= TimeSpan.FromSeconds(1) && timeout <= IWorkQueue.MaxDelay
        ? WholeSeconds(timeout)
        : throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A visibility timeout must be from 1 second to 7 days.");

    public static TimeSpan CheckedDelay(TimeSpan delay) => delay >= TimeSpan.Zero && delay <= IWorkQueue.MaxDelay
        ? WholeSeconds(delay)
        : throw new ArgumentOutOfRangeException(nameof(delay), delay, "A delay must be from 0 to 7 days.");

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}
