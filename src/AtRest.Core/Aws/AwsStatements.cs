using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws;

/// <summary>What a report states about keys of AWS.</summary>
internal static class AwsStatements
{
    private const string KmsCertificate = "https://csrc.nist.gov/projects/cryptographic-module-validation-program/certificate/4884";

    public static IEnumerable<(string Text, string Source)> Of(RuleContext context, IReadOnlyCollection<Finding> findings)
    {
        if (context.Cluster.Encryption.Type != EncryptionType.External)
        {
            yield return ("The FIPS 140 level of a provider-managed key is that of the hosting cloud. Camunda's documentation states none for AWS.", StatementSources.EncryptionAtRest);
            yield break;
        }

        if (!findings.HaveFailure("KMS-1", "KMS-5", "DECL-2"))
        {
            yield return (Modules(context), KmsCertificate);
        }

        yield return ("An external key covers the cluster's Zeebe and Elasticsearch disks, its documents and its backups. Without the key the backups cannot be read either.", StatementSources.Byok);
        yield return ("An external key does not cover connector secrets, alerts and the data of Web Modeler (Camunda Hub), which are stored outside the cluster.", StatementSources.DataLocations);
        yield return ("Camunda does not store the external key. The cluster calls AWS KMS in the account of the key.", StatementSources.Faq);
        yield return ("AWS charges the use of AWS KMS and CloudTrail to the account of the key.", StatementSources.Byok);
    }

    private static string Modules(RuleContext context)
    {
        const string Question = "request the FIPS 140-3 certificate of its module";
        var origins = context.Keys.Select(key => (key.Designation, key.Arn.Partition, key.Evidence.Metadata.Value?.Origin)).Distinct().ToList();
        return string.Join(' ', origins.Select(key => key switch
        {
            (_, "aws" or "aws-us-gov", "AWS_KMS" or "EXTERNAL") =>
                $"AWS KMS holds the material of the {key.Designation} in hardware security modules validated under FIPS 140-3 at Security Level 3 (certificate 4884).",
            (_, _, "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE") => $"The material of the {key.Designation} is in a custom key store, outside AWS KMS's own modules: {Question}.",
            (_, _, null) => $"This audit could not determine where the material of the {key.Designation} is: {Question}.",
            _ => $"For the {key.Designation}, of partition {key.Partition} and origin {key.Origin}, AtRest has no data about a FIPS 140 certificate: {Question}.",
        }));
    }
}
