using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>The origin of a report in words.</summary>
internal static class ProvenanceWords
{
    public const string NotRecorded = "not recorded";

    /// <summary>Who started the audit, and how.</summary>
    public static string OrdererOf(AuditReport report) => report.OrderedBy switch
    {
        null => NotRecorded,
        { Name: { } name } orderer => $"{name} ({Labels.Of(orderer.Cause)})",
        { Cause: var cause } => Labels.Of(cause),
    };

    /// <summary>The time that the report is about.</summary>
    public static string PeriodOf(AuditReport report)
    {
        var period = report.Period;
        var read = period is { ReadFrom: { } first, ReadUntil: { } last }
            ? $"One point in time: the state that AtRest read from {Labels.Moment(first)} to {Labels.Moment(last)}."
            : $"One point in time: {Labels.Moment(period.Moment)}. Nothing was read from a cloud.";
        return $"{read} The audit also checked whether the record of key use is kept for {Labels.Count(report.Parameters.RetentionDays, "day", "days")}, that is, since {Labels.Day(period.RecordsSince)}. The report does not show what happened in that time.";
    }
}
