namespace AtRest.Core.Audits.History;

/// <summary>An earlier report, as it was read.</summary>
/// <param name="OrganizationId">Whose report it is.</param>
/// <param name="Audit">What it said.</param>
public sealed record PreviousReport(string OrganizationId, PreviousAudit Audit);
