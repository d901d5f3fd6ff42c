using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Notifications;
using AtRest.Hosting.Notifications.Endpoints;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The endpoints that get the notifications of an organization.</summary>
/// <param name="Endpoints">Valid ones first, the newest first.</param>
internal sealed record EndpointListBody(ImmutableArray<EndpointBody> Endpoints);

/// <summary>An endpoint without its URL and secret.</summary>
internal sealed record EndpointBody
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The host of the URL. The rest of the URL can be a secret.</summary>
    public required string Host { get; init; }

    /// <summary><c>webhook</c>, <c>mail</c>, <c>slack</c>, <c>teams</c>, <c>ocsf</c> or <c>asff</c>.</summary>
    public required string Format { get; init; }

    /// <summary>Some of <c>keyChange</c>, <c>changes</c> and <c>all</c>.</summary>
    public required ImmutableArray<string> Events { get; init; }

    public string? AwsAccountId { get; init; }

    public string? AwsRegion { get; init; }

    /// <summary><c>valid</c> or <c>revoked</c>.</summary>
    public required string State { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public string? RevokedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The last attempt to send a notification or a test message.</summary>
    public DateTimeOffset? LastAttemptAt { get; init; }

    /// <summary>Why it failed; left out after a success.</summary>
    public string? LastFailure { get; init; }

    public static EndpointBody Of(StoredEndpoint endpoint) => new()
    {
        Id = endpoint.Id,
        Name = endpoint.Name,
        Host = endpoint.Host,
        Format = NotificationFormats.WordOf(endpoint.Format),
        Events = NotificationEventNames.WordsOf(endpoint.Events),
        AwsAccountId = endpoint.Target.AwsAccountId,
        AwsRegion = endpoint.Target.AwsRegion,
        State = WireWord.Of(endpoint.State),
        MadeBy = endpoint.MadeBy,
        MadeAt = endpoint.MadeAt,
        RevokedBy = endpoint.RevokedBy,
        RevokedAt = endpoint.RevokedAt,
        LastAttemptAt = endpoint.LastAttemptAt,
        LastFailure = endpoint.LastFailure,
    };
}

/// <summary>An endpoint that was just made.</summary>
/// <param name="Endpoint">The endpoint.</param>
internal sealed record MadeEndpointBody(EndpointBody Endpoint)
{
    /// <summary>The secret that signs notifications. It is shown only here; left out if the format has no signature.</summary>
    public string? Secret { get; init; }
}

/// <summary>The result of a test message.</summary>
/// <param name="Delivered">Whether the receiver accepted it.</param>
internal sealed record EndpointTestBody(bool Delivered)
{
    /// <summary>Why it was not delivered.</summary>
    public string? Cause { get; init; }
}
