using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Hosting.Keys;
using AtRest.Reports;

namespace AtRest.Hosting.Notifications.Endpoints;

/// <summary>An endpoint for notifications that a person made in the portal or with the API.</summary>
internal sealed record StoredEndpoint
{
    /// <summary>12 random hexadecimal digits.</summary>
    public required string Id { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>The host of the URL, for people. The rest of the URL can be a secret.</summary>
    public required string Host { get; init; }

    public required NotificationFormat Format { get; init; }

    public required NotificationEvents Events { get; init; }

    /// <summary>Where a SIEM imports findings.</summary>
    public FindingTarget Target { get; init; } = new();

    /// <summary>The URL and the secret or token, encrypted (<see cref="EndpointSecrets"/>); null after the endpoint was revoked.</summary>
    public string? Encrypted { get; init; }

    /// <summary>The caller who made it, as in the log.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The caller who revoked it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>Identifies the request that made it, if the request had an idempotency key.</summary>
    public string? Request { get; init; }

    /// <summary>The time of the last attempt to send a notification or a test message; null if there was none.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>Why the last attempt failed; null after a success.</summary>
    public string? LastFailure { get; init; }

    [JsonIgnore]
    public KeyState State => RevokedAt is null ? KeyState.Valid : KeyState.Revoked;

    public NotificationSubscription SubscriptionOf(string organizationId) => new() { OrganizationId = organizationId, Endpoint = Id, Format = Format, Events = Events, Target = Target };
}

/// <summary>All endpoints of an organization: a blob. Revoked ones stay for a while, without their secrets.</summary>
internal sealed record EndpointDocument
{
    public ImmutableArray<StoredEndpoint> Endpoints { get; init; } = [];
}
