using AtRest.Core.Camunda;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>
/// Only an enabled version can encrypt and decrypt (https://docs.cloud.google.com/kms/docs/key-states), and rotation does not re-encrypt data
/// (https://docs.cloud.google.com/kms/docs/key-rotation): data that an older version encrypted can be decrypted only with that version.
/// </summary>
internal sealed class PrimaryVersionRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-1",
        Title = "The key exists, its primary version is enabled, and no older version is disabled or scheduled for destruction",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = (EncryptionType.Software | EncryptionType.Hardware).On(CloudProvider.Gcp),
    };

    private const string Stopped = "The key cannot encrypt new data, and data encrypted with this version cannot be read. The cluster cannot start, and a running cluster freezes.";
    private const string Lost = "Data that was encrypted with that version is permanently lost. Nobody can decrypt it, not even Google or Camunda.";

    private const string Subject = "Whether the key exists and is enabled";

    /// <summary>The reason of access to one's own data (https://docs.cloud.google.com/assured-workloads/key-access-justifications/docs/justification-codes).</summary>
    private const string OwnAccess = "CUSTOMER_INITIATED_ACCESS";

    /// <summary>Google's default (https://docs.cloud.google.com/kms/docs/destroy-restore).</summary>
    private const int UsualRestoreDays = 30;

    private const decimal SecondsPerDay = 86_400;

    protected override bool NeedsExistingKey => false;

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        if (!key.Key.TryGet(out var found, out var absence))
        {
            return absence.Kind == AbsenceKind.NotFound ? Missing(context, key) : key.Key.Unread(Subject);
        }

        var uses = VersionUses.Of(context, key);
        var outcome = found.Primary is { } primary ? Judge(context, key, found, primary, uses) : WithoutPrimary(key);
        outcome = outcome with { Evidence = [key.Key.Reference, key.Versions.Reference, .. uses?.References ?? []] };
        return outcome.Status == FindingStatus.Fail ? outcome with { Message = outcome.Message + Contradiction(context) } : outcome;
    }

    private static Outcome Judge(RuleContext context, CryptoKeyEvidence key, CryptoKey found, CryptoKeyVersion primary, VersionUses? uses)
    {
        var outcome = JudgePrimary(context, key, found, primary);
        if (primary.State != Enabled)
        {
            outcome = outcome with { Message = outcome.Message + uses?.Words([primary]) };
        }

        if (!key.Versions.TryGet(out var versions, out _))
        {
            return outcome.Status == FindingStatus.Pass ? key.Versions.Unread("The key's primary version is ENABLED. Whether an older version is disabled or scheduled for destruction") : outcome;
        }

        var others = OtherVersions.Of(versions, primary, version => DayOf(context, found, version));
        outcome = outcome with { Message = outcome.Message + others.Words + uses?.Words([.. others.Doubtful, .. others.Destroyed]) };
        return outcome.Status == FindingStatus.Fail ? outcome : JudgeOthers(key, outcome, others, uses);
    }

    /// <summary>The outcome of a key whose primary version can be used, or may be usable.</summary>
    private static Outcome JudgeOthers(CryptoKeyEvidence key, Outcome passed, OtherVersions others, VersionUses? uses)
    {
        var needed = others.Unusable.Where(version => uses?.IsUsed(version) == true).ToList();
        if (needed.Count > 0)
        {
            return StillNeeded(key, passed.Message, needed);
        }

        if (passed.Status == FindingStatus.Unknown)
        {
            return passed;
        }

        var inDoubt = others.Doubtful.Where(version => uses?.IsUnused(version) != true).ToList();
        if (inDoubt.Count == 0)
        {
            return others.Doubtful.IsEmpty ? passed : passed with { Message = $"{passed.Message} The inventory has the resource types that Google tracks, and no data that was encrypted otherwise." };
        }

        var doubtful = OtherVersions.Names(inDoubt);
        var why = uses switch
        {
            null => "this audit did not read which version protects which resource",
            { Gap: { } gap } => $"the use of the versions is not known. {gap}",
            _ => "the state of the version is not known",
        };
        return Outcome.Unknown($"{passed.Message} Rotation does not re-encrypt data. AtRest cannot determine whether data of the cluster still needs {doubtful}, because {why}{(why.EndsWith('.') ? "" : ".")}") with
        {
            Consequence = "Data that such a version encrypted, including backups, cannot be read. After the version is destroyed, that data is permanently lost.",
            Remedy = $"{(uses?.Unread?.Remedy is { } remedy ? $"{remedy} Or: " : "")}{AskCamunda(key, $"check whether any data or backup is still encrypted with {doubtful}, and if so, to enable that version again or to re-encrypt the data before the version is destroyed")}",
        };
    }

    private static Outcome StillNeeded(CryptoKeyEvidence key, string message, List<CryptoKeyVersion> needed)
    {
        var names = OtherVersions.Names(needed);
        var isLost = needed.Exists(OtherVersions.IsDestroyed);
        return Outcome.Fail($"{message} Rotation does not re-encrypt data, so these resources still need {names}.") with
        {
            Severity = isLost || needed.Exists(version => version.State == "DESTROY_SCHEDULED") ? Severity.Critical : null,
            Consequence = isLost
                ? Lost
                : "The data of these resources cannot be read. After the version is destroyed, the data is permanently lost.",
            Remedy = AskCamunda(key, isLost
                ? $"explain what happened to {names}, and whether the data of these resources is still available elsewhere"
                : $"make {names} work again (a version that is scheduled for destruction must be restored and then enabled), and to re-encrypt the data of these resources with the primary version before {(needed.Count == 1 ? "that version is" : "those versions are")} disabled again"),
        };
    }

    private static Outcome JudgePrimary(RuleContext context, CryptoKeyEvidence key, CryptoKey found, CryptoKeyVersion primary)
    {
        var version = $"The key's primary {Short(primary)}";
        return primary.State switch
        {
            Enabled => JudgeEnabled(key, found, primary),
            "DISABLED" => Failure(key, $"{version} is DISABLED.", "enable that version again, so that the cluster recovers"),
            _ when OtherVersions.IsDestroyed(primary) => Failure(key, $"{version} is {primary.State}, so its key material no longer exists.", "explain what happened to the version, and whether the cluster's data is still available under another version or in a backup")
                with
            { Severity = Severity.Critical, Consequence = Lost },
            "DESTROY_SCHEDULED" => Failure(
                key,
                $"{version} is scheduled for destruction. {DayOf(context, found, primary)}",
                "restore that version before that day and then enable it (a restored version is disabled)")
                with
            { Severity = Severity.Critical, Consequence = $"{Stopped} After the version is destroyed, the data is permanently lost." },
            "PENDING_GENERATION" or "PENDING_IMPORT" => Failure(key, $"{version} is {primary.State}, so its key material is not available yet.", "confirm when the version is ready (if this state is only a few minutes old, first audit again)"),
            "IMPORT_FAILED" or "GENERATION_FAILED" => Failure(key, $"{version} is {primary.State}, so it never got key material.", "make a working version the primary one"),
            _ when GoogleWords.Said(primary.State) is null => Outcome.Unknown($"Google Cloud KMS did not return the state of the key's primary {Short(primary)}."),
            _ => Failure(key, $"{version} has the state '{primary.State}', which is not ENABLED. This version of AtRest does not support that state.", "explain what that state means for the cluster"),
        };
    }

    /// <summary>A policy of Key Access Justifications denies every operation whose reason it does not list, and so all operations if it lists none.</summary>
    private static Outcome JudgeEnabled(CryptoKeyEvidence key, CryptoKey found, CryptoKeyVersion primary)
    {
        var enabled = $"The key exists, and its primary {Short(primary)} is ENABLED.";
        return found.AllowedAccessReasons switch
        {
            null => Outcome.Pass(enabled + Restorable(found)),
            { IsEmpty: true } => Failure(
                key, $"{enabled} But its Key Access Justifications policy allows no reason for access, so Google denies every encryption and decryption with the key.",
                $"allow the reasons that the cluster needs, such as {OwnAccess}, or to remove that policy"),
            { } reasons when reasons.Contains(OwnAccess) => Outcome.Pass($"{enabled}{Restorable(found)} Its Key Access Justifications policy allows {Listing.Of([.. reasons])}."),
            { } reasons => Outcome.Unknown($"{enabled} But its Key Access Justifications policy allows only {Listing.Of([.. reasons])}. Access of the cluster to its own data has the reason {OwnAccess}, so AtRest cannot determine whether the cluster can use the key.") with
            {
                Consequence = "Google denies encryption and decryption for all other reasons. A cluster whose access is denied cannot start, and a running cluster freezes.",
                Remedy = AskCamunda(key, $"explain this policy, and to allow {OwnAccess} if the cluster needs it"),
            },
        };
    }

    private static string Restorable(CryptoKey found) => found.DestroyScheduledSeconds is { } seconds && seconds < UsualRestoreDays * SecondsPerDay
        ? $" A version of it can be restored for only {RestoreTime(seconds)} after it is scheduled for destruction."
        : "";

    private static string RestoreTime(decimal seconds) => Wording.Days((int)(seconds / SecondsPerDay));

    private static Outcome Missing(RuleContext context, CryptoKeyEvidence key)
    {
        if (context.Evidence.CryptoKeyUse(key.Name)?.Retired is not { Value: { } records } retired)
        {
            return NotFound(context, key, "");
        }

        var outcome = records switch
        {
            { Items: [] } => NotFound(context, key, " Google has no record that a key with this name was deleted."),
            { Items: [.., var last] } => Outcome.Fail($"The key {key.Name} does not exist in Google Cloud KMS. Google's record says that it was deleted{(last.DeletedAt is { } day ? $" on {Wording.Day(day)}" : "")}.{Contradiction(context)}") with
            {
                Severity = Severity.Critical,
                Consequence = "A deleted key cannot be restored. Data that only this key could decrypt, including backups, is permanently lost.",
                Remedy = AskCamunda(key, "explain why the key was deleted, and to confirm which key encrypts the cluster now"),
            },
        };
        return outcome with { Evidence = [key.Key.Reference, retired.Reference] };
    }

    private static Outcome NotFound(RuleContext context, CryptoKeyEvidence key, string record) =>
        Outcome.Fail($"The key {key.Name} does not exist in Google Cloud KMS.{record}{Contradiction(context)}") with
        {
            Severity = Severity.Critical,
            Consequence = "Either the inventory declares the wrong key, so the cluster's key is not audited, or the key was removed and the cluster's data is permanently lost.",
            Remedy = $"Check the project, location, key ring and key in the declared cryptoKey. If they are right: {AskCamunda(key, "confirm which key the cluster uses")}",
            Evidence = [key.Key.Reference],
        };

    private static Outcome WithoutPrimary(CryptoKeyEvidence key)
    {
        var states = key.Versions.Value?.Items.GroupBy(version => version.State).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}").ToList();
        var versions = states switch
        {
            null => "",
            [] => " It has no versions.",
            _ => $" Its versions: {Listing.Of(states)}.",
        };
        var isLost = key.Versions.Value is { Items: { IsEmpty: false } items } && items.All(OtherVersions.IsDestroyed);
        return Failure(key, $"The key exists, but no version of it is primary.{versions}", "confirm which version the cluster uses, and to make an enabled version the primary one") with
        {
            Severity = isLost ? Severity.Critical : null,
            Consequence = isLost ? Lost : Stopped,
        };
    }

    private static Outcome Failure(CryptoKeyEvidence key, string what, string wish) => Outcome.Fail(what) with
    {
        Consequence = Stopped,
        Remedy = AskCamunda(key, wish),
    };

    private static string DayOf(RuleContext context, CryptoKey found, CryptoKeyVersion version) => version.DestroyTime is { } day
        ? $"Google destroys it on {Wording.Day(day)}, in {Wording.Days(Wording.WholeDays(context.AuditedAt, day))}."
        : $"Google Cloud KMS did not return the date.{(found.DestroyScheduledSeconds is { } seconds ? $" It destroys versions of this key {RestoreTime(seconds)} after they are scheduled for destruction." : "")}";

    /// <summary>Camunda's status can be some minutes older than the state of the key.</summary>
    private static string Contradiction(RuleContext context) => context.Evidence.Reported(context.Cluster.Id)?.Encryption?.Status == "Ready"
        ? " Camunda still reports the encryption status Ready. That status can be some minutes old, so AtRest judges by the state of the key."
        : "";
}
