using System.Collections.Immutable;

namespace AtRest.Hosting.Notifications;

/// <summary>The URL that an organization's notifications are sent to, with what is needed to send.</summary>
internal sealed record NotificationEndpoint : NotificationSubscription
{
    public required Uri Url { get; init; }

    /// <summary>Each notification is signed with all of them: one, or two while the secret is being changed. None if the receiver checks no signature.</summary>
    public required ImmutableArray<NotificationSecret> Secrets { get; init; }

    /// <summary>The credential for a SIEM; null for the other formats.</summary>
    public NotificationToken? Token { get; init; }
}
