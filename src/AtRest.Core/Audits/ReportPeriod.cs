namespace AtRest.Core.Audits;

/// <summary>The period of a report: the state at one point in time, and the required retention of the record of key use.</summary>
public sealed record ReportPeriod
{
    /// <summary>The moment that the rules judged by.</summary>
    public required DateTimeOffset Moment { get; init; }

    /// <summary>When the first piece of evidence was read; null if there is none.</summary>
    public DateTimeOffset? ReadFrom { get; init; }

    /// <summary>When the last piece of evidence was read; null if there is none.</summary>
    public DateTimeOffset? ReadUntil { get; init; }

    /// <summary>The start of the retention: the record of key use must be kept since then.</summary>
    public required DateTimeOffset RecordsSince { get; init; }

    internal static ReportPeriod Of(DateTimeOffset moment, AuditParameters parameters, DateTimeOffset? readFrom, DateTimeOffset? readUntil) => new()
    {
        Moment = moment,
        ReadFrom = readFrom,
        ReadUntil = readUntil,
        RecordsSince = Before(moment, parameters.RetentionDays),
    };

    /// <summary>Evidence that a person wrote may require more days than the calendar has.</summary>
    private static DateTimeOffset Before(DateTimeOffset moment, int days) =>
        days > (moment - DateTimeOffset.MinValue).Days ? DateTimeOffset.MinValue : moment.AddDays(-days);
}
