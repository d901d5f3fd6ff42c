using AtRest.Reports;

namespace AtRest.Hosting.Notifications;

/// <summary>Which notifications an endpoint of an organization gets, and in which form.</summary>
internal record NotificationSubscription
{
    public required string OrganizationId { get; init; }

    /// <summary>The ID of an endpoint that a person made; null for an endpoint of the settings.</summary>
    public string? Endpoint { get; init; }

    /// <summary>The form of the body.</summary>
    public NotificationFormat Format { get; init; }

    /// <summary>Where a SIEM imports findings.</summary>
    public FindingTarget Target { get; init; } = new();

    public required NotificationEvents Events { get; init; }
}
