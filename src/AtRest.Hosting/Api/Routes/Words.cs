using AtRest.Core.Audits;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The values of the API's JSON, the same as in reports.</summary>
internal static class Words
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "compliant",
        Verdict.NonCompliant => "nonCompliant",
        Verdict.Indeterminate => "indeterminate",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string Of(AuditState state) => state switch
    {
        AuditState.Queued => "queued",
        AuditState.Running => "running",
        AuditState.Completed => "completed",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    public static string Of(AuditCause cause) => cause switch
    {
        AuditCause.Nightly => "nightly",
        AuditCause.Request => "request",
        AuditCause.KeyChange => "keyChange",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
    };

    public static string Of(ReportScope scope) => scope switch
    {
        ReportScope.Organization => "organization",
        ReportScope.Clusters => "clusters",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, null),
    };
}
