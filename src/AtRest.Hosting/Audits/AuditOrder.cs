using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace AtRest.Hosting.Audits;

/// <summary>An audit of one organization that somebody wants. Two orders with the same id are the same audit.</summary>
internal sealed record AuditOrder
{
    /// <summary>A UUID: of version 7 for somebody's request, derived (version 8) where the same cause must give the same audit.</summary>
    public required string AuditId { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>Ids of declared clusters; empty: all.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    public required AuditCause Cause { get; init; }

    /// <summary>UTC. The moment that rules judge by.</summary>
    public required DateTimeOffset OrderedAt { get; init; }

    /// <summary>Who ordered it, as the API knows its callers: <c>key:…</c> or <c>token:…</c>; null where nobody did, as for the nightly audit.</summary>
    public string? OrderedBy { get; init; }

    /// <summary>What caused it, for people: <c>kms:PutKeyPolicy on arn:… by arn:…</c>; null if the cause says it all.</summary>
    public string? Detail { get; init; }
}

/// <summary>Why there is an audit.</summary>
internal enum AuditCause
{
    [JsonStringEnumMemberName("nightly")]
    Nightly,

    [JsonStringEnumMemberName("request")]
    Request,

    [JsonStringEnumMemberName("keyChange")]
    KeyChange,
}
