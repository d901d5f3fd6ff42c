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

    protected override bool NeedsExistingKey => false;

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        if (!key.Key.TryGet(out var found, out var absence))
        {
            return absence.Kind == AbsenceKind.NotFound ? Missing(context, key) : key.Key.Unread(Subject);
        }

        var outcome = found.Primary is { } primary ? Judge(context, key, primary) : WithoutPrimary(key);
        outcome = outcome with { Evidence = [key.Key.Reference, key.Versions.Reference] };
        return outcome.Status == FindingStatus.Fail ? outcome with { Message = outcome.Message + Contradiction(context) } : outcome;
    }

    private static Outcome Judge(RuleContext context, CryptoKeyEvidence key, CryptoKeyVersion primary)
    {
        var outcome = JudgePrimary(context, key, primary);
        if (!key.Versions.TryGet(out var versions, out _))
        {
            return outcome.Status == FindingStatus.Pass ? key.Versions.Unread("The key's primary version is ENABLED. Whether an older version is disabled or scheduled for destruction") : outcome;
        }

        var others = OtherVersions.Of(versions, primary, version => DayOf(context, version));
        outcome = outcome with { Message = outcome.Message + others.Words };
        return outcome.Status == FindingStatus.Pass && others.InDoubt is { Length: > 0 } doubtful
            ? Outcome.Unknown($"{outcome.Message} Rotation does not re-encrypt data, and AtRest does not read which version encrypts which data. So it cannot determine whether data of the cluster still needs {doubtful}.") with
            {
                Consequence = "Data that such a version encrypted, including backups, cannot be read. After the version is destroyed, that data is permanently lost.",
                Remedy = AskCamunda(key, $"check whether any data or backup is still encrypted with {doubtful}, and if so, to enable that version again or to re-encrypt the data before the version is destroyed"),
            }
            : outcome;
    }

    private static Outcome JudgePrimary(RuleContext context, CryptoKeyEvidence key, CryptoKeyVersion primary)
    {
        var version = $"The key's primary {Short(primary)}";
        return primary.State switch
        {
            Enabled => Outcome.Pass($"The key exists, and its primary {Short(primary)} is ENABLED."),
            "DISABLED" => Failure(key, $"{version} is DISABLED.", "enable that version again, so that the cluster recovers"),
            _ when OtherVersions.IsDestroyed(primary) => Failure(key, $"{version} is {primary.State}, so its key material no longer exists.", "explain what happened to the version, and whether the cluster's data is still available under another version or in a backup")
                with
            { Severity = Severity.Critical, Consequence = Lost },
            "DESTROY_SCHEDULED" => Failure(
                key,
                $"{version} is scheduled for destruction. {DayOf(context, primary)}",
                "restore that version before that day and then enable it (a restored version is disabled)")
                with
            { Severity = Severity.Critical, Consequence = $"{Stopped} After the version is destroyed, the data is permanently lost." },
            "PENDING_GENERATION" or "PENDING_IMPORT" => Failure(key, $"{version} is {primary.State}, so its key material is not available yet.", "confirm when the version is ready (if this state is only a few minutes old, first audit again)"),
            "IMPORT_FAILED" or "GENERATION_FAILED" => Failure(key, $"{version} is {primary.State}, so it never got key material.", "make a working version the primary one"),
            _ when GoogleWords.Said(primary.State) is null => Outcome.Unknown($"Google Cloud KMS did not return the state of the key's primary {Short(primary)}."),
            _ => Failure(key, $"{version} has the state '{primary.State}', which is not ENABLED. This version of AtRest does not support that state.", "explain what that state means for the cluster"),
        };
    }

    private static Outcome Missing(RuleContext context, CryptoKeyEvidence key) =>
        Outcome.Fail($"The key {key.Name} does not exist in Google Cloud KMS.{Contradiction(context)}") with
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

    private static string DayOf(RuleContext context, CryptoKeyVersion version) => version.DestroyTime is { } day
        ? $"Google destroys it on {Wording.Day(day)}, in {Wording.Days(Wording.WholeDays(context.AuditedAt, day))}."
        : "Google Cloud KMS did not return the date.";

    /// <summary>Camunda's status can be some minutes older than the state of the key.</summary>
    private static string Contradiction(RuleContext context) => context.Evidence.Reported(context.Cluster.Id)?.Encryption?.Status == "Ready"
        ? " Camunda still reports the encryption status Ready. That status can be some minutes old, so AtRest judges by the state of the key."
        : "";
}
