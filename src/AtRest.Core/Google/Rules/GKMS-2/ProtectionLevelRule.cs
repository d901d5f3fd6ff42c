using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

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
            return primary is { State: Enabled } && IsOfOtherLevel(context, primary)
                ? Failure(context, key, [primary], primary) with { Evidence = [key.Key.Reference, key.Versions.Reference] }
                : key.Versions.Unread(Subject);
        }

        var enabled = versions.Items.Where(version => version.State == Enabled).ToList();
        var outcome = Judge(context, key, enabled, primary);
        if (outcome.Status is FindingStatus.Pass or FindingStatus.NotApplicable
            && versions.Items.FirstOrDefault(version => GoogleWords.Said(version.State) is null && !IsOfDeclaredLevel(context, version)) is { } silent)
        {
            outcome = Outcome.Unknown($"Google did not say whether {Short(silent)} is enabled, and {(GoogleWords.Said(silent.ProtectionLevel) is { } level ? $"it has the protection level {level}" : "nor which protection level it has")}.");
        }

        return outcome with { Message = outcome.Message + Asleep(context, versions), Evidence = [key.Key.Reference, key.Versions.Reference] };
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
            return Outcome.NotApplicable("No version of the key is enabled (see GKMS-1), so none protects anything.");
        }

        return enabled.Find(version => GoogleWords.Said(version.ProtectionLevel) is null) is { } silent
            ? Outcome.Unknown($"Google did not say which protection level {Short(silent)} has.")
            : Outcome.Pass($"{Count(enabled.Count)} of the key, {Names(enabled)}, {(enabled.Count == 1 ? "has" : "all have")} the protection level {Levels(enabled)}.{Template(context, key)}");
    }

    private static Outcome Failure(RuleContext context, CryptoKeyEvidence key, List<CryptoKeyVersion> wrong, CryptoKeyVersion? primary)
    {
        var declared = LevelOf(context.Cluster);
        var named = Listing.UpTo(10, [.. wrong.Select(version => $"{Short(version)} ({version.ProtectionLevel}{(version.Name == primary?.Name ? ", the primary one" : "")})")]);
        var verb = wrong.Count == 1 ? "has" : "have";
        var template = GoogleWords.Said(key.Key.Value?.TemplateProtectionLevel) is { } level && IsLevelOf(context.Cluster, level) ? $" The key's template says {level}, but that counts for new versions only." : "";
        return Outcome.Fail($"The cluster is declared {context.Cluster.Encryption.Type}, which means {declared}, but {named} of the key {verb} another protection level.{template}") with
        {
            Consequence = declared == "HSM"
                ? "What these versions have encrypted is not protected by a hardware security module, as the declared type promises."
                : "The cluster does not have the encryption that is declared: either the declared type or the key is another one.",
            Remedy = declared == "HSM"
                ? AskCamunda(key, "say whether data is still encrypted with these versions, to encrypt it again with an HSM version, and then to disable them")
                : $"Compare the encryption type in the Camunda Console with the declaration, and the declared cryptoKey with the cluster's. {AskCamunda(key, "confirm both")}",
        };
    }

    private static string Template(RuleContext context, CryptoKeyEvidence key) => GoogleWords.Said(key.Key.Value?.TemplateProtectionLevel) is { } template && !IsLevelOf(context.Cluster, template)
        ? $" But its template says {template}: future versions will have that level."
        : "";

    /// <summary>A version that is not enabled protects nothing now, but may be enabled again, with what it has encrypted.</summary>
    private static string Asleep(RuleContext context, CryptoKeyVersions versions)
    {
        var asleep = versions.Items.Where(version => version.State is "DISABLED" or "DESTROY_SCHEDULED").ToList();
        var lower = asleep.Where(version => IsOfOtherLevel(context, version)).ToList();
        return (asleep.Count, lower.Count) switch
        {
            (0, _) => "",
            (_, 0) => $" Not judged, because not enabled: {Names(asleep)} (see GKMS-1).",
            _ => $" Not judged, because not enabled: {Names(asleep)} (see GKMS-1); {Listing.UpTo(10, [.. lower.Select(version => $"{Short(version)} has the level {version.ProtectionLevel}")])}.",
        };
    }

    private static bool IsOfDeclaredLevel(RuleContext context, CryptoKeyVersion version) => GoogleWords.Said(version.ProtectionLevel) is { } level && IsLevelOf(context.Cluster, level);

    private static bool IsOfOtherLevel(RuleContext context, CryptoKeyVersion version) => GoogleWords.Said(version.ProtectionLevel) is { } level && !IsLevelOf(context.Cluster, level);

    private static string Levels(List<CryptoKeyVersion> enabled) => Listing.Of([.. enabled.Select(version => version.ProtectionLevel!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    private static string Count(int count) => count == 1 ? "The only enabled version" : $"The {count} enabled versions";

    private static string Names(List<CryptoKeyVersion> versions) => Listing.UpTo(10, [.. versions.Select(Short)]);
}
