using System.Text.Json.Serialization;

namespace AtRest.Hosting.Api.Trail;

/// <summary>An event in the trail of an organization. It holds no key and no token.</summary>
internal sealed record TrailEntry
{
    public required DateTimeOffset At { get; init; }

    public required TrailEvent Event { get; init; }

    /// <summary>The name of the credential, as in the log; null if there was no valid one, or it belongs to somebody else.</summary>
    public string? Caller { get; init; }

    /// <summary>The address of the client, as in the log.</summary>
    public required string Address { get; init; }

    /// <summary>Method and path.</summary>
    public string? Request { get; init; }

    /// <summary>The status of a refusal.</summary>
    public int? Status { get; init; }

    /// <summary>The ID of the downloaded report.</summary>
    public string? Report { get; init; }

    /// <summary>The format of the downloaded file.</summary>
    public string? Format { get; init; }

    /// <summary>The ID of the key that was made or revoked.</summary>
    public string? Key { get; init; }

    /// <summary>The ID of the notification endpoint that was made, tested or revoked.</summary>
    public string? Endpoint { get; init; }

    /// <summary>More, for people.</summary>
    public string? Detail { get; init; }
}

/// <summary>What happened.</summary>
internal enum TrailEvent
{
    [JsonStringEnumMemberName("download")]
    Download,

    /// <summary>The first request of a caller from an address within an hour.</summary>
    [JsonStringEnumMemberName("signIn")]
    SignIn,

    /// <summary>The first refused request of an address within the window of the log.</summary>
    [JsonStringEnumMemberName("refusal")]
    Refusal,

    [JsonStringEnumMemberName("keyMade")]
    KeyMade,

    [JsonStringEnumMemberName("keyRevoked")]
    KeyRevoked,

    [JsonStringEnumMemberName("endpointMade")]
    EndpointMade,

    [JsonStringEnumMemberName("endpointTested")]
    EndpointTested,

    [JsonStringEnumMemberName("endpointRevoked")]
    EndpointRevoked,
}
