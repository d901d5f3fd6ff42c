namespace AtRest.Core.Audits;

/// <summary>The pages that the statements of a report cite.</summary>
internal static class StatementSources
{
    public const string EncryptionAtRest = "https://docs.camunda.io/docs/components/saas/encryption-at-rest/";
    public const string AdministrationApi = "https://docs.camunda.io/docs/apis-tools/administration-api/administration-api-reference/";
    public const string Byok = "https://docs.camunda.io/docs/components/saas/byok/";
    public const string Faq = "https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/";
    public const string DataLocations = "https://docs.camunda.io/docs/components/saas/data-locations/";

    /// <summary>
    /// NIST has moved the certificates of FIPS 140-2 to its historical list: they no longer count for new systems
    /// (https://csrc.nist.gov/projects/cryptographic-module-validation-program).
    /// </summary>
    public const string Superseded = "Since 2026-09-22, FIPS 140-2 certificates are historical and not valid for new systems. Request the module's FIPS 140-3 certificate.";
}
