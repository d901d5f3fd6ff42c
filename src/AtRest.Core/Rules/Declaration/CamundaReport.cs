namespace AtRest.Core.Rules.Declaration;

/// <summary>What the declaration rules say as long as Camunda's Administration API is not asked.</summary>
internal static class CamundaReport
{
    /// <summary>Why nothing that Camunda reports is in the evidence.</summary>
    public static string Absence(RuleContext context) => context.Organization.Camunda is null
        ? "No access to Camunda's Administration API is declared for this organization, so Camunda was not asked."
        : "Access to Camunda's Administration API is declared, but this version of AtRest does not ask that API yet.";
}
