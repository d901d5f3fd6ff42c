using System.Collections.Immutable;

namespace AtRest.Hosting.Notifications;

/// <summary>Where an organization is told of its reports, and of which.</summary>
internal sealed record NotificationEndpoint
{
    public required string OrganizationId { get; init; }

    public required Uri Url { get; init; }

    /// <summary>Each notification is signed with all of them: one, or two while the secret is changed.</summary>
    public required ImmutableArray<NotificationSecret> Secrets { get; init; }

    public required NotificationEvents Events { get; init; }
}
