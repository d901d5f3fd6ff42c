using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AtRest.Hosting.Keys;

/// <summary>A key that a person made in the portal or with the API. The key itself is not stored, only its hash.</summary>
internal sealed record IssuedKey
{
    /// <summary>The first 12 digits of the hash: the log names a caller with an API key by them.</summary>
    public required string Id { get; init; }

    public required KeyKind Kind { get; init; }

    /// <summary>For people.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the whole key, in lower-case hexadecimal, as in the settings.</summary>
    public required string Hash { get; init; }

    /// <summary>What the key allows; for the webhook and the calendar, only that.</summary>
    public required KeyRight Right { get; init; }

    /// <summary>The caller who made it, as in the log.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The first moment at which the key no longer works.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The caller who revoked it.</summary>
    public string? RevokedBy { get; init; }

    /// <summary>The last day (UTC) on which the key was used; null if it was not. A day is written once.</summary>
    public DateOnly? LastUsed { get; init; }

    /// <summary>Identifies the request that made it, if the request had an idempotency key.</summary>
    public string? Request { get; init; }

    /// <summary>The moment from which the key does not work.</summary>
    [JsonIgnore]
    public DateTimeOffset OverAt => RevokedAt is { } revoked && revoked < EndsAt ? revoked : EndsAt;

    public KeyState StateAt(DateTimeOffset now) => RevokedAt is not null ? KeyState.Revoked : EndsAt <= now ? KeyState.Expired : KeyState.Valid;
}

/// <summary>What a key is for.</summary>
internal enum KeyKind
{
    /// <summary>The API and the portal.</summary>
    [JsonStringEnumMemberName("api")]
    Api,

    /// <summary>Sends events about the organization's keys to the webhook.</summary>
    [JsonStringEnumMemberName("webhook")]
    Webhook,

    /// <summary>Opens the calendar of the organization's next dates.</summary>
    [JsonStringEnumMemberName("calendar")]
    Calendar,
}

/// <summary>What the owner of a key may do.</summary>
internal enum KeyRight
{
    /// <summary>See the organization and audit it.</summary>
    [JsonStringEnumMemberName("member")]
    Member,

    /// <summary>Also make and revoke its keys.</summary>
    [JsonStringEnumMemberName("administrator")]
    Administrator,

    /// <summary>Everything, for every organization.</summary>
    [JsonStringEnumMemberName("operator")]
    Operator,
}

/// <summary>Whether a key works.</summary>
internal enum KeyState
{
    [JsonStringEnumMemberName("valid")]
    Valid,

    [JsonStringEnumMemberName("expired")]
    Expired,

    [JsonStringEnumMemberName("revoked")]
    Revoked,
}

/// <summary>All keys of one owner: a blob. Keys that no longer work stay for a while, so that the list shows when they ended.</summary>
internal sealed record KeyDocument
{
    public ImmutableArray<IssuedKey> Keys { get; init; } = [];
}

/// <summary>An organization, or the operators.</summary>
internal sealed record KeyOwner
{
    /// <summary>Null for the operators.</summary>
    public string? OrganizationId { get; init; }

    public static KeyOwner Operators { get; } = new();

    /// <summary>The name of the blob with the owner's keys.</summary>
    [JsonIgnore]
    public string Blob => OrganizationId is null ? "keys/operators.json" : StoragePaths.IsOrganizationId(OrganizationId)
        ? $"keys/organizations/{OrganizationId}.json"
        : throw new ArgumentException("This is not the ID of an organization.");

    public static KeyOwner Of(string organizationId) => new() { OrganizationId = organizationId };
}
