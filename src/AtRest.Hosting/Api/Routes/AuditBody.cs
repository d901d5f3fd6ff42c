using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The progress of an audit.</summary>
internal sealed record AuditBody
{
    public required string Id { get; init; }

    /// <summary><c>queued</c>, <c>running</c> or <c>completed</c>.</summary>
    public required string State { get; init; }

    /// <summary><c>nightly</c>, <c>request</c> or <c>keyChange</c>.</summary>
    public required string Cause { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    public required int Clusters { get; init; }

    public required int Evaluated { get; init; }

    public required int NotEvaluated { get; init; }

    public string? ReportId { get; init; }

    public static AuditBody Of(AuditStatus status) => new()
    {
        Id = status.Id,
        State = Words.Of(status.State),
        Cause = Words.Of(status.Cause),
        OrderedAt = status.OrderedAt,
        Clusters = status.Clusters,
        Evaluated = status.Evaluated,
        NotEvaluated = status.NotEvaluated,
        ReportId = status.ReportId,
    };
}
