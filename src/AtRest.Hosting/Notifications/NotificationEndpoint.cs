using System.Collections.Immutable;

namespace AtRest.Hosting.Notifications;

/// <summary>The URL that an organization's notifications are sent to, and for which reports.</summary>
internal sealed record NotificationEndpoint
{
    public required string OrganizationId { get; init; }

    public required Uri Url { get; init; }

    /// <summary>The form of the body.</summary>
    public NotificationFormat Format { get; init; }

    /// <summary>Each notification is signed with all of them: one, or two while the secret is being changed. None if the receiver checks no signature.</summary>
    public required ImmutableArray<NotificationSecret> Secrets { get; init; }

    public required NotificationEvents Events { get; init; }
}
