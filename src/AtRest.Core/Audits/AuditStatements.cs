using System.Collections.Immutable;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Audits;

/// <summary>
/// The statements of every report that no rule can check but an auditor asks for, each with its source and the day on which that was read. A statement that a finding
/// of the report contradicts is left out: the finding says what is the case. So is one about a cloud that AtRest does not know.
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
    private const string Superseded = "Since 2026-09-22 certificates of FIPS 140-2 are historical and no longer count for new systems: ask for the module's certificate of FIPS 140-3.";

    /// <summary>The day on which the sources were read.</summary>
    private static readonly DateOnly Read = new(2026, 11, 27);

    public static ImmutableArray<Statement> For(RuleContext context, IReadOnlyCollection<Finding> findings)
    {
        var type = context.Cluster.Encryption.Type;
        var statements = ImmutableArray.CreateBuilder<Statement>();
        void Add(string text, string source) => statements.Add(new Statement(text, source, Read));

        var (link, linkSource) = LinkOf(context, type);
        Add(link, linkSource);

        // Whether the cluster has the type at all is what these rules are about.
        var isOfType = type != EncryptionType.None && !HasFailure(findings, "DECL-1", "DECL-3");

        // An external key is in AWS KMS, wherever the cluster is. What is said of the other types is said of the cloud that hosts the cluster.
        var isOfKnownCloud = type == EncryptionType.External || ReportedCloud.Of(context).UnknownName is null;
        if (isOfType && isOfKnownCloud && LevelOf(context, findings) is ({ } level, { } levelSource))
        {
            Add(level, levelSource);
        }

        if (isOfType && isOfKnownCloud && type is (EncryptionType.Software or EncryptionType.Hardware))
        {
            Add("Backups of this cluster are encrypted with the provider-managed key, not with its own key.", EncryptionAtRest);
        }

        if (isOfType && type is EncryptionType.External)
        {
            Add("An external key covers the cluster's Zeebe and Elasticsearch disks, its documents and its backups. Without the key the backups cannot be read either.", Byok);
            Add("An external key does not cover connector secrets, alerts and the data of Web Modeler (Camunda Hub), which are stored outside of the cluster.", DataLocations);
            Add("Camunda does not store the external key: the cluster calls AWS KMS in the account that holds the key.", Faq);
            Add("AWS charges the use of AWS KMS and CloudTrail to the account that holds the key.", Byok);
        }

        if (!HasFailure(findings, "DECL-7"))
        {
            Add("The encryption type is chosen when a cluster is created and cannot be changed later.", Faq);
        }

        Add("Encryption at rest applies to Web Modeler as well. Camunda's documentation does not say with whose keys.", Faq);
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
            return ($"Camunda's API was not asked in this audit: that this cluster {what} is what was declared, not what Camunda reported.", EncryptionAtRest);
        }

        var asked = $"Camunda's API was asked on {Wording.Minute(collected.CollectedAt)}";
        return (
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

    /// <summary>Null where a finding contradicts the level, so that nothing can be said about it.</summary>
    private static (string Text, string Source)? LevelOf(RuleContext context, IReadOnlyCollection<Finding> findings) => context.Cluster.Encryption.Type switch
    {
        EncryptionType.Software or EncryptionType.Hardware => HasFailure(findings, "GKMS-1", "GKMS-2") ? null : (CamundaManaged(context.Cluster.Encryption.Type, findings), EncryptionAtRest),
        EncryptionType.External => HasFailure(findings, "KMS-1", "KMS-5", "DECL-2") ? null : (External(context), AwsKmsCertificate),
        _ when context.Cluster.Provider == CloudProvider.Gcp =>
            ($"Camunda's documentation names a module that is validated by FIPS 140-2 (certificate 4407) for provider-managed keys on Google Cloud. {Superseded}", EncryptionAtRest),
        _ => ("The FIPS 140 level of a provider-managed key is that of the hosting cloud. Camunda's documentation states none for AWS.", EncryptionAtRest),
    };

    private static string CamundaManaged(EncryptionType type, IReadOnlyCollection<Finding> findings)
    {
        var isHardware = type == EncryptionType.Hardware;
        var seen = findings.Any(finding => finding.RuleId == "GKMS-2" && finding.Status == FindingStatus.Pass)
            ? $"Every enabled version of the declared key has the protection level {(isHardware ? "of a hardware security module" : "SOFTWARE")} (GKMS-2)."
            : "This audit did not see the protection level of the key (GKMS-2).";
        return $"Camunda's documentation states FIPS 140-2 Level {(isHardware ? 3 : 1)} for Camunda-managed {(isHardware ? "hardware" : "software")} keys. {seen} {Superseded}";
    }

    private static string External(RuleContext context)
    {
        const string Question = "ask for the FIPS 140-3 certificate of the module that holds it";
        var origins = context.Keys.Select(key => (key.Designation, key.Arn.Partition, key.Evidence.Metadata.Value?.Origin)).Distinct().ToList();
        return string.Join(' ', origins.Select(key => key switch
        {
            (_, "aws" or "aws-us-gov", "AWS_KMS" or "EXTERNAL") =>
                $"AWS KMS holds the material of the {key.Designation} in hardware security modules that are validated by FIPS 140-3 at Security Level 3 (certificate 4884).",
            (_, _, "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE") => $"The material of the {key.Designation} is in a custom key store, outside of AWS KMS's own modules: {Question}.",
            (_, _, null) => $"This audit did not see where the material of the {key.Designation} is: {Question}.",
            _ => $"For the {key.Designation}, of partition {key.Partition} and origin {key.Origin}, AtRest knows no FIPS 140 certificate: {Question}.",
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
