using System.Collections.Immutable;

namespace AtRest.Core.Audits;

/// <summary>What a report speaks about: the state at one moment, and how far back it asked for the record of key use.</summary>
public sealed record ReportPeriod
{
    /// <summary>The moment that the rules judged by.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>When the first piece of evidence was read; null if there is none.</summary>
    public DateTimeOffset? ReadFrom { get; init; }

    /// <summary>When the last piece of evidence was read; null if there is none.</summary>
    public DateTimeOffset? ReadUntil { get; init; }

    /// <summary>The beginning of the retention: the record of key use is required to be kept since then.</summary>
    public required DateTimeOffset RecordsSince { get; init; }

    internal static ReportPeriod Of(DateTimeOffset moment, AuditParameters parameters, ImmutableArray<EvidenceEntry> evidence) => new()
    {
        Moment = moment,
        ReadFrom = evidence.IsEmpty ? null : evidence.Min(entry => entry.CollectedAt),
        ReadUntil = evidence.IsEmpty ? null : evidence.Max(entry => entry.CollectedAt),
        RecordsSince = Before(moment, parameters.RetentionDays),
    };

    /// <summary>Evidence that was written by hand may ask for more days than there are.</summary>
    private static DateTimeOffset Before(DateTimeOffset moment, int days) =>
        days > (moment - DateTimeOffset.MinValue).Days ? DateTimeOffset.MinValue : moment.AddDays(-days);
}
