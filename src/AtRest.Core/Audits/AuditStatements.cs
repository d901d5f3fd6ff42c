using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>The statements of every report that no rule can check but an auditor asks for, each with its source.</summary>
internal static class AuditStatements
{
    private const string EncryptionAtRest = "https://docs.camunda.io/docs/components/concepts/encryption-at-rest/";
    private const string AdministrationApi = "https://docs.camunda.io/docs/apis-tools/administration-api/administration-api-reference/";
    private const string Byok = "https://docs.camunda.io/docs/components/saas/byok/";
    private const string Faq = "https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/";

    public static ImmutableArray<Statement> For(RuleContext context)
    {
        var type = context.Cluster.Encryption.Type;
        var statements = ImmutableArray.CreateBuilder<Statement>();
        statements.Add(LinkOf(context, type));
        if (type is not EncryptionType.None)
        {
            statements.Add(new(FipsLevelOf(type), EncryptionAtRest));
        }

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

    private static Statement LinkOf(RuleContext context, EncryptionType type)
    {
        var what = type == EncryptionType.External ? "uses the key named here" : "has the encryption type named here";
        if (context.Evidence.Evidence.Clouds.Camunda is not { Clusters: var collected })
        {
            return new($"Camunda's API was not asked in this audit: that this cluster {what} is what was declared, not what Camunda reported.", EncryptionAtRest);
        }

        var asked = $"Camunda's API was asked on {Wording.Minute(collected.CollectedAt)}";
        return new(
            (collected.Value, context.Evidence.Reported(context.Cluster.Id)) switch
            {
                (null, _) => $"{asked} but gave no usable answer: that this cluster {what} is what was declared, not what Camunda reported.",
                (_, null) when type is EncryptionType.None => $"{asked}: its answer holds this entry without a uuid.",
                (_, null) => $"{asked} and does not name this cluster: that it {what} is what was declared, not what Camunda reported.",
                (_, { Encryption: { Type: { } reported } encryption }) => $"{asked}: it reports the encryption type {reported}{(encryption.Status is { } status ? $" with the status {status}" : "")} for this cluster.",
                _ => $"{asked}: it knows this cluster and does not say how it is encrypted.",
            },
            AdministrationApi);
    }

    private static string FipsLevelOf(EncryptionType type) => type switch
    {
        EncryptionType.Software => "A Camunda-managed software key is protected at FIPS 140-2 Level 1.",
        EncryptionType.Hardware => "A Camunda-managed hardware key is protected at FIPS 140-2 Level 3.",
        EncryptionType.External => "The FIPS 140 level of an external key is that of the customer's AWS KMS key; Camunda's documentation states none.",
        _ => "The FIPS 140 level of a provider-managed key is the hosting cloud's; Camunda's documentation states none.",
    };
}
