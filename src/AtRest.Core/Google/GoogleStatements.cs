using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Google;

/// <summary>What a report states about keys of Google Cloud.</summary>
internal static class GoogleStatements
{
    public static IEnumerable<(string Text, string Source)> Of(RuleContext context, IReadOnlyCollection<Finding> findings)
    {
        var type = context.Cluster.Encryption.Type;
        if (type == EncryptionType.Provider)
        {
            yield return (
                $"Camunda's documentation names a module validated under FIPS 140-2 (certificate 4407) for provider-managed keys on Google Cloud. {StatementSources.Superseded}",
                StatementSources.EncryptionAtRest);
            yield break;
        }

        if (!findings.HaveFailure("GKMS-1", "GKMS-2"))
        {
            yield return (CamundaManaged(type, findings), StatementSources.EncryptionAtRest);
        }

        yield return ("Backups of this cluster are encrypted with the provider-managed key, not with the cluster's key.", StatementSources.EncryptionAtRest);
    }

    private static string CamundaManaged(EncryptionType type, IReadOnlyCollection<Finding> findings)
    {
        var isHardware = type == EncryptionType.Hardware;
        var seen = findings.Any(finding => finding.RuleId == "GKMS-2" && finding.Status == FindingStatus.Pass)
            ? $"Every enabled version of the declared key has the protection level {(isHardware ? "of a hardware security module" : "SOFTWARE")} (GKMS-2)."
            : "This audit could not determine the protection level of the key (GKMS-2).";
        return $"Camunda's documentation states FIPS 140-2 Level {(isHardware ? 3 : 1)} for Camunda-managed {(isHardware ? "hardware" : "software")} keys. {seen} {StatementSources.Superseded}";
    }
}
