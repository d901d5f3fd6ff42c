using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Pipeline;

/// <summary>How often one call has been tried and with what; kept in the call's own context.</summary>
internal sealed class CallAttempts
{
    private const string Key = "AtRest.Attempts";

    private CallAttempts(long started) => Started = started;

    /// <summary>When the call began, as a time stamp of the clock.</summary>
    public long Started { get; }

    public int Throttled { get; private set; }

    public int Faulty { get; private set; }

    public int TimedOut { get; private set; }

    public int Unreachable { get; private set; }

    /// <summary>How many attempts have failed.</summary>
    public int Failed => Throttled + Faulty + TimedOut + Unreachable;

    public static CallAttempts Of(IExecutionContext context, TimeProvider clock)
    {
        var attributes = context.RequestContext.ContextAttributes;
        if (attributes.TryGetValue(Key, out var found) && found is CallAttempts attempts)
        {
            return attempts;
        }

        attempts = new CallAttempts(clock.GetTimestamp());
        attributes[Key] = attempts;
        return attempts;
    }

    /// <summary>Notes one more failed attempt; answers how many there were of its kind.</summary>
    public int Count(FaultKind kind) => kind switch
    {
        FaultKind.Throttled => ++Throttled,
        FaultKind.TimedOut => ++TimedOut,
        FaultKind.Unreachable => ++Unreachable,
        _ => ++Faulty,
    };
}
