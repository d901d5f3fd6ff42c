namespace AtRest.Hosting.Notifications.Sending;

/// <summary>How an attempt ended.</summary>
internal sealed record SendResult
{
    public static SendResult Delivered { get; } = new();

    /// <summary>Why it was no success, for the operator; null if it was.</summary>
    public string? Cause { get; private init; }

    /// <summary>The receiver wants to hear no more: 410 Gone.</summary>
    public bool IsFinal { get; private init; }

    /// <summary>When it wants to be asked again.</summary>
    public TimeSpan? Wish { get; private init; }

    public static SendResult Failed(string cause, TimeSpan? wish = null) => new() { Cause = cause, Wish = wish };

    public static SendResult Refused(string cause) => new() { Cause = cause, IsFinal = true };
}
