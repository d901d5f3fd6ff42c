namespace AtRest.Core.Audits;

/// <summary>What the caller chose.</summary>
public sealed record AuditParameters
{
    /// <summary>Beyond CloudTrail's own 90 days of event history.</summary>
    public const int DefaultRetentionDays = 91;

    /// <summary>For how many days the record of key use must be kept.</summary>
    public int RetentionDays { get; init; } = DefaultRetentionDays;
}
