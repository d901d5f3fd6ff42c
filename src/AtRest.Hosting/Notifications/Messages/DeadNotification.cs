using System.Text.Json;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>A stored notification that could not be delivered.</summary>
internal sealed record DeadNotification
{
    public required string Notification { get; init; }

    public required string Organization { get; init; }

    public required int Attempts { get; init; }

    public required DateTimeOffset FirstAt { get; init; }

    public required DateTimeOffset AbandonedAt { get; init; }

    public required string LastCause { get; init; }

    /// <summary>As it was sent.</summary>
    public required JsonElement Body { get; init; }
}
