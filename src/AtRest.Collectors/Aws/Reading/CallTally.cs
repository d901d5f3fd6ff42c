namespace AtRest.Collectors.Aws.Reading;

/// <summary>
/// Counts the calls that read one piece of evidence. The pipeline of the SDK is shared by all readers and does not know for which of them it runs, so the count follows the flow of
/// asynchronous calls.
/// </summary>
internal sealed class CallTally
{
    private static readonly AsyncLocal<CallTally?> Current = new();

    private int count;

    private CallTally()
    {
    }

    /// <summary>The number of calls so far.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>Begins to count the calls that the calling method makes, until it ends.</summary>
    public static CallTally Begin() => Current.Value = new CallTally();

    /// <summary>Counts a call. A call that no piece of evidence needs is not counted.</summary>
    public static void Add()
    {
        if (Current.Value is { } tally)
        {
            Interlocked.Increment(ref tally.count);
        }
    }
}
