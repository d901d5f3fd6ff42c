using System.Collections.Immutable;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits;

/// <summary>The statements of every report that no rule can check but an auditor asks for, each with its source.</summary>
internal static class AuditStatements
{
    private const string EncryptionAtRest = "https://docs.camunda.io/docs/components/concepts/encryption-at-rest/";
    private const string Byok = "https://docs.camunda.io/docs/components/saas/byok/";
    private const string Faq = "https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/";

    public static ImmutableArray<Statement> For(Cluster cluster)
    {
        var type = cluster.Encryption.Type;
        var statements = ImmutableArray.CreateBuilder<Statement>();
        statements.Add(new(LinkOf(type), EncryptionAtRest));
        statements.Add(new(FipsLevelOf(type), EncryptionAtRest));
        if (type is EncryptionType.Software or EncryptionType.Hardware)
        {
            statements.Add(new("Backups of this cluster are encrypted with the provider-managed key, not with its own key.", EncryptionAtRest));
        }

        if (type is EncryptionType.External)
        {
            statements.Add(new("Camunda does not store the external key; it calls AWS KMS, where the key stays under the customer's control.", Faq));
            statements.Add(new("The charges of AWS KMS and CloudTrail fall on the customer's AWS account.", Byok));
        }

        statements.Add(new("The encryption type was chosen when the cluster was created and cannot be changed later.", Faq));
        statements.Add(new("Web Modeler's data is encrypted at rest as well, with provider-managed keys.", EncryptionAtRest));
        statements.Add(new("Encryption in transit is enforced: every connection uses TLS.", Faq));
        return statements.ToImmutable();
    }

    private static string LinkOf(EncryptionType type) => type == EncryptionType.External
        ? "Camunda's API was not asked in this audit: that this cluster uses the key named here is what was declared, not what Camunda reported."
        : "Camunda's API was not asked in this audit: that this cluster has the encryption type named here is what was declared, not what Camunda reported.";

    private static string FipsLevelOf(EncryptionType type) => type switch
    {
        EncryptionType.Software => "A Camunda-managed software key is protected at FIPS 140-2 Level 1.",
        EncryptionType.Hardware => "A Camunda-managed hardware key is protected at FIPS 140-2 Level 3.",
        EncryptionType.External => "The FIPS 140 level of an external key is that of the customer's AWS KMS key; Camunda's documentation states none.",
        _ => "The FIPS 140 level of a provider-managed key is the hosting cloud's; Camunda's documentation states none.",
    };
}
