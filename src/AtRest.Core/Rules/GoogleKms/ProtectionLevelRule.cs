using AtRest.Core.Evidence.Google;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Rules.GoogleKms;

/// <summary>
/// A rotated key keeps its older versions, and the data that they encrypted is protected as they are: so every enabled version counts
/// (https://docs.cloud.google.com/kms/docs/protection-levels).
/// </summary>
internal sealed class ProtectionLevelRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-2",
        Title = "Every enabled version has the protection level of the declared type",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.Software | EncryptionType.Hardware,
    };

    private const string Subject = "The protection level of every version";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        var primary = key.Key.Value?.Primary;
        if (!key.Versions.TryGet(out var versions, out _))
        {
            // One wrong version is enough, even if the others could not be seen.
            return primary is { State: Enabled, ProtectionLevel: { } level } && level != LevelOf(context.Cluster)
                ? Failure(context, key, [primary], primary) with { Evidence = [key.Key.Reference, key.Versions.Reference] }
                : key.Versions.Unread(Subject);
        }

        var enabled = versions.Items.Where(version => version.State == Enabled).ToList();
        return Judge(context, key, enabled, primary) with { Evidence = [key.Key.Reference, key.Versions.Reference] };
    }

    private static Outcome Judge(RuleContext context, CryptoKeyEvidence key, List<CryptoKeyVersion> enabled, CryptoKeyVersion? primary)
    {
        var declared = LevelOf(context.Cluster);
        var wrong = enabled.Where(version => version.ProtectionLevel is { } level && level != declared).ToList();
        if (wrong.Count > 0)
        {
            return Failure(context, key, wrong, primary);
        }

        if (enabled.Count == 0)
        {
            return Outcome.NotApplicable("No version of the key is enabled (see GKMS-1), so none protects anything.");
        }

        return enabled.Find(version => version.ProtectionLevel is null) is { } silent
            ? Outcome.Unknown($"Google did not say which protection level {Short(silent)} has.")
            : Outcome.Pass($"{Count(enabled.Count)} of the key, {Names(enabled)}, {(enabled.Count == 1 ? "has" : "all have")} the protection level {declared}.{Template(key, declared)}");
    }

    private static Outcome Failure(RuleContext context, CryptoKeyEvidence key, List<CryptoKeyVersion> wrong, CryptoKeyVersion? primary)
    {
        var declared = LevelOf(context.Cluster);
        var named = Listing.UpTo(10, [.. wrong.Select(version => $"{Short(version)} ({version.ProtectionLevel}{(version.Name == primary?.Name ? ", the primary one" : "")})")]);
        var verb = wrong.Count == 1 ? "has" : "have";
        var template = key.Key.Value?.TemplateProtectionLevel == declared ? $" The key's template says {declared}, but that counts for new versions only." : "";
        return Outcome.Fail($"The cluster is declared {context.Cluster.Encryption.Type}, which means {declared}, but {named} of the key {verb} another protection level.{template}") with
        {
            Consequence = declared == "HSM"
                ? "What these versions have encrypted is not protected by a hardware security module: not at FIPS 140-2 Level 3, as the declaration promises."
                : "The cluster does not have the encryption that is declared: either the declared type or the key is another one.",
            Remedy = declared == "HSM"
                ? AskCamunda(key, "say whether data is still encrypted with these versions, to encrypt it anew with an HSM version, and then to disable them")
                : $"Compare the encryption type in the Camunda Console with the declaration, and the declared cryptoKey with the cluster's. {AskCamunda(key, "confirm both")}",
        };
    }

    private static string Template(CryptoKeyEvidence key, string declared) => key.Key.Value?.TemplateProtectionLevel is { } template && template != declared
        ? $" But its template says {template}: versions to come will have that level."
        : "";

    private static string Count(int count) => count == 1 ? "The only enabled version" : $"The {count} enabled versions";

    private static string Names(List<CryptoKeyVersion> versions) => Listing.UpTo(10, [.. versions.Select(Short)]);
}
