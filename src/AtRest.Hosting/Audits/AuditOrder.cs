using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AtRest.Hosting.Audits;

/// <summary>The order to audit one organization. Two orders with the same ID are the same audit.</summary>
internal sealed record AuditOrder
{
    /// <summary>A UUID: version 7 for a request, version 8 (derived) if the same cause must give the same audit.</summary>
    public required string AuditId { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>The IDs of declared clusters; empty for all.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    public required AuditCause Cause { get; init; }

    /// <summary>The moment that rules judge by, UTC.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>The caller who ordered it: <c>key:…</c> or <c>token:…</c>; null if there was none, as for the nightly audit.</summary>
    public string? OrderedBy { get; init; }

    /// <summary>The cause, for people: <c>kms:PutKeyPolicy on arn:… by arn:…</c>; null if <see cref="Cause"/> is enough.</summary>
    public string? Detail { get; init; }

    /// <summary>The ID of the audit that this one repeats, because it could not be finished; null if it is the first.</summary>
    public string? Repeats { get; init; }
}

/// <summary>The reason for an audit.</summary>
internal enum AuditCause
{
    [JsonStringEnumMemberName("nightly")]
    Nightly,

    [JsonStringEnumMemberName("request")]
    Request,

    [JsonStringEnumMemberName("keyChange")]
    KeyChange,
}
