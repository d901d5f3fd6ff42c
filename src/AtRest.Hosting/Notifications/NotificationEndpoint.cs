using System.Collections.Immutable;
using AtRest.Reports;

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

    /// <summary>The credential for a SIEM; null for the other formats.</summary>
    public NotificationToken? Token { get; init; }

    /// <summary>Where a SIEM imports findings.</summary>
    public FindingTarget Target { get; init; } = new();

    public required NotificationEvents Events { get; init; }
}
