namespace AtRest.Functions.Invocations;

/// <summary>The functions that the host calls by their name; each has its folder with a <c>function.json</c>.</summary>
internal static class FunctionNames
{
    public const string NightlyAudit = nameof(NightlyAudit);
    public const string ResumeAudits = nameof(ResumeAudits);
    public const string AuditCluster = nameof(AuditCluster);
    public const string AuditClusterPoison = nameof(AuditClusterPoison);
    public const string AuditKey = nameof(AuditKey);
    public const string AuditKeyPoison = nameof(AuditKeyPoison);
    public const string SendNotification = nameof(SendNotification);
    public const string SendNotificationPoison = nameof(SendNotificationPoison);
}
