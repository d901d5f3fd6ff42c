using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Api.Routes;

/// <summary>Values as they stand in the API's JSON: as in a report.</summary>
internal static class Words
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "compliant",
        Verdict.NonCompliant => "nonCompliant",
        _ => "indeterminate",
    };

    public static string Of(AuditState state) => state switch
    {
        AuditState.Queued => "queued",
        AuditState.Running => "running",
        _ => "completed",
    };

    public static string Of(AuditCause cause) => cause switch
    {
        AuditCause.Nightly => "nightly",
        AuditCause.Request => "request",
        _ => "keyChange",
    };

    public static string Of(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => "aws",
        _ => "gcp",
    };

    public static string Of(EncryptionType type) => type switch
    {
        EncryptionType.External => "External",
        EncryptionType.Hardware => "Hardware",
        EncryptionType.Software => "Software",
        _ => "Provider",
    };
}
