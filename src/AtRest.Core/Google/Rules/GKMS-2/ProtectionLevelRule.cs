using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>
/// A rotated key keeps its older versions, and data that they encrypted has their protection level. So the rule judges every enabled version
/// (https://docs.cloud.google.com/kms/docs/protection-levels).
/// </summary>
internal sealed class ProtectionLevelRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-2",
        Title = "Every enabled version of the key has the protection level of the declared type",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = (EncryptionType.Software | EncryptionType.Hardware).On(CloudProvider.Gcp),
    };

    private const string Subject = "The protection level of every version";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        var primary = key.Key.Value?.Primary;
        if (!key.Versions.TryGet(out var versions, out _))
        {
            // One wrong version is enough for a failure, even if the others could not be read.
            return primary is { State: Enabled } && IsOfOtherLevel(context, primary)
                ? Failure(context, key, [primary], primary) with { Evidence = [key.Key.Reference, key.Versions.Reference] }
                : key.Versions.Unread(Subject);
        }

        var enabled = versions.Items.Where(version => version.State == Enabled).ToList();
        var outcome = Judge(context, key, enabled, primary);
        if (outcome.Status is FindingStatus.Pass or FindingStatus.NotApplicable
            && versions.Items.FirstOrDefault(version => GoogleWords.Said(version.State) is null && !IsOfDeclaredLevel(context, version)) is { } silent)
        {
            outcome = Outcome.Unknown($"Google Cloud KMS did not return whether {Short(silent)} is enabled{(GoogleWords.Said(silent.ProtectionLevel) is { } level ? $". That version has the protection level {level}" : ", nor its protection level")}.");
        }

        return outcome with
        {
            Message = outcome.Message + NotEnabled(context, versions),
            Evidence = [key.Key.Reference, key.Versions.Reference, .. outcome.Status == FindingStatus.Fail ? VersionUses.Of(context, key)?.References ?? [] : []],
        };
    }

    private static Outcome Judge(RuleContext context, CryptoKeyEvidence key, List<CryptoKeyVersion> enabled, CryptoKeyVersion? primary)
    {
        var wrong = enabled.Where(version => IsOfOtherLevel(context, version)).ToList();
        if (wrong.Count > 0)
        {
            return Failure(context, key, wrong, primary);
        }

        if (enabled.Count == 0)
        {
            return Outcome.NotApplicable("No version of the key is enabled (see GKMS-1), so there is no protection level to judge.");
        }

        return enabled.Find(version => GoogleWords.Said(version.ProtectionLevel) is null) is { } silent
            ? Outcome.Unknown($"Google Cloud KMS did not return the protection level of {Short(silent)}.")
            : Outcome.Pass($"{Count(enabled.Count)} of the key, {Names(enabled)}, {(enabled.Count == 1 ? "has" : "all have")} the protection level {Levels(enabled)}.{Template(context, key)}");
    }

    private static Outcome Failure(RuleContext context, CryptoKeyEvidence key, List<CryptoKeyVersion> wrong, CryptoKeyVersion? primary)
    {
        var declared = LevelOf(context.Cluster);
        var named = Listing.UpTo(10, [.. wrong.Select(version => $"{Short(version)} ({version.ProtectionLevel}{(version.Name == primary?.Name ? ", the primary one" : "")})")]);
        var verb = wrong.Count == 1 ? "has" : "have";
        var template = GoogleWords.Said(key.Key.Value?.TemplateProtectionLevel) is { } level && IsLevelOf(context.Cluster, level) ? $" The key's template has the level {level}, but it applies only to new versions." : "";
        var uses = VersionUses.Of(context, key);
        var isUnused = uses is not null && wrong.TrueForAll(version => version.Name != primary?.Name && uses.IsUnused(version));
        return Outcome.Fail($"The cluster is declared {context.Cluster.Encryption.Type}, which requires the protection level {declared}, but {named} of the key {verb} a different one.{template}{uses?.Words(wrong)}") with
        {
            Consequence = declared == "HSM" && isUnused
                ? "No resource in Google's key inventory needs these versions. Copies of data that they encrypted, such as backups, are not protected by a hardware security module, contrary to the declared type."
                : declared == "HSM"
                ? "Data that these versions encrypted is not protected by a hardware security module, contrary to the declared type."
                : "The cluster is not encrypted as declared. Either the declared type or the declared key is wrong.",
            Remedy = declared == "HSM" && isUnused
                ? AskCamunda(key, "check that no backup is still encrypted with these versions, which no resource in Google's key inventory needs, and then to disable them")
                : declared == "HSM"
                ? AskCamunda(key, "check whether data is still encrypted with these versions, to encrypt it again with an HSM version, and then to disable them")
                : $"Compare the encryption type in the Camunda Console with the declaration, and the declared cryptoKey with the cluster's key. {AskCamunda(key, "confirm both")}",
        };
    }

    private static string Template(RuleContext context, CryptoKeyEvidence key) => GoogleWords.Said(key.Key.Value?.TemplateProtectionLevel) is { } template && !IsLevelOf(context.Cluster, template)
        ? $" But its template has the level {template}, so new versions will have that level."
        : "";

    /// <summary>A version that is not enabled cannot be used now, but it can be enabled again.</summary>
    private static string NotEnabled(RuleContext context, CryptoKeyVersions versions)
    {
        var notEnabled = versions.Items.Where(version => version.State is "DISABLED" or "DESTROY_SCHEDULED").ToList();
        var lower = notEnabled.Where(version => IsOfOtherLevel(context, version)).ToList();
        return (notEnabled.Count, lower.Count) switch
        {
            (0, _) => "",
            (_, 0) => $" Not judged, because not enabled: {Names(notEnabled)} (see GKMS-1).",
            _ => $" Not judged, because not enabled: {Names(notEnabled)} (see GKMS-1). Of these, {Listing.UpTo(10, [.. lower.Select(version => $"{Short(version)} has the level {version.ProtectionLevel}")])}.",
        };
    }

    private static bool IsOfDeclaredLevel(RuleContext context, CryptoKeyVersion version) => GoogleWords.Said(version.ProtectionLevel) is { } level && IsLevelOf(context.Cluster, level);

    private static bool IsOfOtherLevel(RuleContext context, CryptoKeyVersion version) => GoogleWords.Said(version.ProtectionLevel) is { } level && !IsLevelOf(context.Cluster, level);

    private static string Levels(List<CryptoKeyVersion> enabled) => Listing.Of([.. enabled.Select(version => version.ProtectionLevel!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static string Count(int count) => count == 1 ? "The only enabled version" : $"The {count} enabled versions";

    private static string Names(List<CryptoKeyVersion> versions) => Listing.UpTo(10, [.. versions.Select(Short)]);
}
