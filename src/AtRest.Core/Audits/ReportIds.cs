using AtRest.Core.Naming;

namespace AtRest.Core.Audits;

/// <summary>Report IDs derive from the audit: judging the same evidence again gives the same ID.</summary>
public static class ReportIds
{
    /// <summary>An RFC 9562 version 8 UUID over the audit's and the organization's ID.</summary>
    public static string Of(string auditId, string organizationId) => DerivedId.Of(auditId, organizationId);
}
