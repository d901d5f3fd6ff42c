using System.Collections.Immutable;
using AtRest.Core.Aws;
using AtRest.Core.Camunda;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// The statements of every report that auditors require and no rule can check, each with its source and the day on which the source was read. A statement that a finding
/// of the report contradicts is left out, because the finding has the facts. So is a statement about a cloud that AtRest does not support.
/// </summary>
internal static class AuditStatements
{
    private const string EncryptionAtRest = "https://docs.camunda.io/docs/components/saas/encryption-at-rest/";
    private const string AdministrationApi = "https://docs.camunda.io/docs/apis-tools/administration-api/administration-api-reference/";
    private const string Byok = "https://docs.camunda.io/docs/components/saas/byok/";
    private const string Faq = "https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/";
    private const string DataLocations = "https://docs.camunda.io/docs/components/saas/data-locations/";
    private const string AwsKmsCertificate = "https://csrc.nist.gov/projects/cryptographic-module-validation-program/certificate/4884";

    /// <summary>
    /// NIST has moved the certificates of FIPS 140-2 to its historical list: they no longer count for new systems
    /// (https://csrc.nist.gov/projects/cryptographic-module-validation-program).
    /// </summary>
    private const string Superseded = "Since 2026-09-22, FIPS 140-2 certificates are historical and not valid for new systems. Request the module's FIPS 140-3 certificate.";

    /// <summary>The day on which the sources were read.</summary>
    private static readonly DateOnly Read = new(2026, 11, 27);

    public static ImmutableArray<Statement> For(RuleContext context, IReadOnlyCollection<Finding> findings)
    {
        var type = context.Cluster.Encryption.Type;
        var statements = ImmutableArray.CreateBuilder<Statement>();
        void Add(string text, string source) => statements.Add(new Statement(text, source, Read));

        var (link, linkSource) = LinkOf(context, type);
        Add(link, linkSource);

        // These rules check whether the cluster has the type at all.
        var isOfType = type != EncryptionType.None && !HasFailure(findings, "DECL-1", "DECL-3");

        // An external key is in AWS KMS, wherever the cluster is. Statements about the other types are about the cloud that hosts the cluster.
        var isOfKnownCloud = type == EncryptionType.External || ReportedCloud.Of(context).UnknownName is null;
        if (isOfType && isOfKnownCloud && LevelOf(context, findings) is ({ } level, { } levelSource))
        {
            Add(level, levelSource);
        }

        if (isOfType && isOfKnownCloud && type is (EncryptionType.Software or EncryptionType.Hardware))
        {
            Add("Backups of this cluster are encrypted with the provider-managed key, not with the cluster's key.", EncryptionAtRest);
        }

        if (isOfType && type is EncryptionType.External)
        {
            Add("An external key covers the cluster's Zeebe and Elasticsearch disks, its documents and its backups. Without the key the backups cannot be read either.", Byok);
            Add("An external key does not cover connector secrets, alerts and the data of Web Modeler (Camunda Hub), which are stored outside the cluster.", DataLocations);
            Add("Camunda does not store the external key. The cluster calls AWS KMS in the account of the key.", Faq);
            Add("AWS charges the use of AWS KMS and CloudTrail to the account of the key.", Byok);
        }

        if (!HasFailure(findings, "DECL-7"))
        {
            Add("The encryption type is chosen when a cluster is created and cannot be changed later.", Faq);
        }

        Add("Encryption at rest applies to Web Modeler as well. Camunda's documentation does not name the owner of those keys.", Faq);
        if (!HasFailure(findings, "TLS-1"))
        {
            Add("Camunda's documentation says that TLS is enforced on every connection. This audit did not test it.", Faq);
        }

        return statements.ToImmutable();
    }

    private static (string Text, string Source) LinkOf(RuleContext context, EncryptionType type)
    {
        var what = type == EncryptionType.External ? "uses the key named here" : "has the encryption type named here";
        if (context.Evidence.Evidence.Clouds.Camunda is not { Clusters: var collected })
        {
            return ($"This audit did not call Camunda's API. Only the declaration shows that this cluster {what}.", EncryptionAtRest);
        }

        var asked = $"Camunda's API was called on {Wording.Minute(collected.CollectedAt)}";
        return (
            (collected.Value, context.Evidence.Reported(context.Cluster.Id)) switch
            {
                (null, _) => $"{asked} but gave no usable answer. Only the declaration shows that this cluster {what}.",
                (_, null) when type is EncryptionType.None => $"{asked}. Its answer contains this entry without a uuid.",
                (_, null) => $"{asked} and does not return this cluster. Only the declaration shows that it {what}.",
                (_, { Encryption: { Type: { } reported } encryption }) => $"{asked}. It reports the encryption type {reported}{(encryption.Status is { } status ? $" with the status {status}" : "")} for this cluster.",
                _ => $"{asked}. It returns this cluster without its encryption.",
            },
            AdministrationApi);
    }

    /// <summary>Null if a finding contradicts the level, so that no statement is possible.</summary>
    private static (string Text, string Source)? LevelOf(RuleContext context, IReadOnlyCollection<Finding> findings) => context.Cluster.Encryption.Type switch
    {
        EncryptionType.Software or EncryptionType.Hardware => HasFailure(findings, "GKMS-1", "GKMS-2") ? null : (CamundaManaged(context.Cluster.Encryption.Type, findings), EncryptionAtRest),
        EncryptionType.External => HasFailure(findings, "KMS-1", "KMS-5", "DECL-2") ? null : (External(context), AwsKmsCertificate),
        _ when context.Cluster.Provider == CloudProvider.Gcp =>
            ($"Camunda's documentation names a module validated under FIPS 140-2 (certificate 4407) for provider-managed keys on Google Cloud. {Superseded}", EncryptionAtRest),
        _ => ("The FIPS 140 level of a provider-managed key is that of the hosting cloud. Camunda's documentation states none for AWS.", EncryptionAtRest),
    };

    private static string CamundaManaged(EncryptionType type, IReadOnlyCollection<Finding> findings)
    {
        var isHardware = type == EncryptionType.Hardware;
        var seen = findings.Any(finding => finding.RuleId == "GKMS-2" && finding.Status == FindingStatus.Pass)
            ? $"Every enabled version of the declared key has the protection level {(isHardware ? "of a hardware security module" : "SOFTWARE")} (GKMS-2)."
            : "This audit could not determine the protection level of the key (GKMS-2).";
        return $"Camunda's documentation states FIPS 140-2 Level {(isHardware ? 3 : 1)} for Camunda-managed {(isHardware ? "hardware" : "software")} keys. {seen} {Superseded}";
    }

    private static string External(RuleContext context)
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

    private static bool HasFailure(IReadOnlyCollection<Finding> findings, params ReadOnlySpan<string> rules)
    {
        foreach (var rule in rules)
        {
            if (findings.Any(finding => finding.RuleId == rule && finding.Status == FindingStatus.Fail))
            {
                return true;
            }
        }

        return false;
    }
}
