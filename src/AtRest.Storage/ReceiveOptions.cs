namespace AtRest.Storage;

/// <summary>How messages are received.</summary>
public sealed record ReceiveOptions
{
    /// <summary>The most messages that can be taken at once.</summary>
    public const int MostMessages = 32;

    /// <summary>The most messages to take: 1 to <see cref="MostMessages"/>.</summary>
    public int MaxMessages
    {
        get;
        init => field = value is >= 1 and <= MostMessages
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"1 to {MostMessages} messages can be received at once.");
    } = 1;

    /// <summary>How long nobody else sees the messages: 1 second to 7 days, in whole seconds rounded up.</summary>
    public TimeSpan VisibilityTimeout { get; init => field = Delays.CheckedTimeout(value); } = TimeSpan.FromMinutes(5);
}
