using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Reports.Tests.Samples;

internal static class SampleStatements
{
    private const string EncryptionAtRest = "https://docs.camunda.io/docs/components/saas/encryption-at-rest/";

    public static ImmutableArray<Statement> For(Cluster cluster) =>
    [
        new("Camunda's API was not asked in this audit: that this cluster uses the key named here is what was declared, not what Camunda reported.", EncryptionAtRest),
        new(cluster.Encryption.Type == EncryptionType.External
            ? "Camunda does not store the external key; it calls AWS KMS, where the key stays under the customer's control."
            : "Backups of this cluster are encrypted with the provider-managed key, not with its own key.", EncryptionAtRest),
        new("The encryption type was chosen when the cluster was created and cannot be changed later.", EncryptionAtRest),
        new("Encryption in transit is enforced: every connection uses TLS.", EncryptionAtRest),
    ];
}
