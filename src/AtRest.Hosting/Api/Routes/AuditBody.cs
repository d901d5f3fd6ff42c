using AtRest.Core.Naming;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The progress of an audit.</summary>
internal sealed record AuditBody
{
    public required string Id { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>completed</c> or <c>failed</c>.</summary>
    public required string State { get; init; }

    /// <summary><c>nightly</c>, <c>request</c> or <c>keyChange</c>.</summary>
    public required string Cause { get; init; }

    public required DateTimeOffset OrderedAt { get; init; }

    public required int Clusters { get; init; }

    public required int Evaluated { get; init; }

    public required int NotEvaluated { get; init; }

    public string? ReportId { get; init; }

    /// <summary>Why a failed audit has no report.</summary>
    public string? Failure { get; init; }

    /// <summary>The audit that repeats a failed one.</summary>
    public string? RepeatedAs { get; init; }

    public static AuditBody Of(AuditStatus status) => new()
    {
        Id = status.Id,
        State = WireWord.Of(status.State),
        Cause = WireWord.Of(status.Cause),
        OrderedAt = status.OrderedAt,
        Clusters = status.Clusters,
        Evaluated = status.Evaluated,
        NotEvaluated = status.NotEvaluated,
        ReportId = status.ReportId,
        Failure = status.Failure,
        RepeatedAs = status.RepeatedAs,
    };
}
