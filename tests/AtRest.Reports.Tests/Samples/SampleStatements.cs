using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Reports.Tests.Samples;

internal static class SampleStatements
{
    private const string EncryptionAtRest = "https://docs.camunda.io/docs/components/saas/encryption-at-rest/";

    public static ImmutableArray<Statement> For(Cluster cluster) =>
    [
        new("This audit did not call Camunda's API. Only the declaration shows that this cluster uses the key named here.", EncryptionAtRest),
        new(cluster.Encryption.Type == EncryptionType.External
            ? "Camunda does not store the external key; it calls AWS KMS, where the key stays under the customer's control."
            : "Backups of this cluster are encrypted with the provider-managed key, not with the cluster's key.", EncryptionAtRest),
        new("The encryption type was chosen when the cluster was created and cannot be changed later.", EncryptionAtRest),
        new("Encryption in transit is enforced: every connection uses TLS.", EncryptionAtRest),
    ];
}
