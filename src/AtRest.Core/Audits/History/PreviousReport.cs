namespace AtRest.Core.Audits.History;

/// <summary>An earlier report, as it was read.</summary>
/// <param name="OrganizationId">The organization of the report.</param>
/// <param name="Audit">Its content.</param>
public sealed record PreviousReport(string OrganizationId, PreviousAudit Audit);
