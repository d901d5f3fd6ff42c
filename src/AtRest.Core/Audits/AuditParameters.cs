namespace AtRest.Core.Audits;

/// <summary>The caller's choices.</summary>
public sealed record AuditParameters
{
    /// <summary>More than CloudTrail's own 90 days of event history.</summary>
    public const int DefaultRetentionDays = 91;

    /// <summary>The number of days for which the record of key use must be kept.</summary>
    public int RetentionDays { get; init; } = DefaultRetentionDays;
}
