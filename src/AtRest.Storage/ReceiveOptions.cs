namespace AtRest.Storage;

/// <summary>The options of receiving messages.</summary>
public sealed record ReceiveOptions
{
    /// <summary>The largest number of messages at once.</summary>
    public const int MostMessages = 32;

    /// <summary>The largest number of messages to receive: 1 to <see cref="MostMessages"/>.</summary>
    public int MaxMessages
    {
        get;
        init => field = value is >= 1 and <= MostMessages
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"The number of messages must be from 1 to {MostMessages}.");
    } = 1;

    /// <summary>How long the messages are hidden from others: 1 second to 7 days, in whole seconds rounded up.</summary>
    public TimeSpan VisibilityTimeout { get; init => field = Delays.CheckedTimeout(value); } = TimeSpan.FromMinutes(5);
}
