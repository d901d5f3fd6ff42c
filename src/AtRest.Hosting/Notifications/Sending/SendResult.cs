namespace AtRest.Hosting.Notifications.Sending;

/// <summary>The result of an attempt.</summary>
internal sealed record SendResult
{
    public static SendResult Delivered { get; } = new();

    /// <summary>The reason for a failure, for the operator; null after a success.</summary>
    public string? Cause { get; private init; }

    /// <summary>The receiver does not want more notifications: 410 Gone.</summary>
    public bool IsFinal { get; private init; }

    /// <summary>The pause that it requests.</summary>
    public TimeSpan? RequestedPause { get; private init; }

    public static SendResult Failed(string cause, TimeSpan? requestedPause = null) => new() { Cause = cause, RequestedPause = requestedPause };

    public static SendResult Refused(string cause) => new() { Cause = cause, IsFinal = true };
}
