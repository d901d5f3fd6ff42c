using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>
/// Only an enabled version encrypts and decrypts (https://docs.cloud.google.com/kms/docs/key-states), and rotation does not re-encrypt data
/// (https://docs.cloud.google.com/kms/docs/key-rotation): what an older version has encrypted needs that very version.
/// </summary>
internal sealed class PrimaryVersionRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-1",
        Title = "The key exists, its primary version is enabled, and no older version is disabled or going to be destroyed",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.Software | EncryptionType.Hardware,
    };

    private const string Stopped = "Nothing new can be encrypted with the key, and what its version has encrypted cannot be read: the cluster cannot start, and a running one freezes.";
    private const string Lost = "Whatever was encrypted with that version is lost permanently: nobody, Google and Camunda included, can decrypt it.";

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
            return outcome.Status == FindingStatus.Pass ? key.Versions.Unread("The key's primary version is ENABLED, but whether an older version is disabled or going to be destroyed") : outcome;
        }

        var others = OtherVersions.Of(versions, primary, version => DayOf(context, version));
        outcome = outcome with { Message = outcome.Message + others.Words };
        return outcome.Status == FindingStatus.Pass && others.InDoubt is { Length: > 0 } doubtful
            ? Outcome.Unknown($"{outcome.Message} Whether any data of the cluster still needs {doubtful} cannot be seen: rotation does not re-encrypt, and AtRest does not read which version protects what.") with
            {
                Consequence = "What such a version has encrypted, backups included, cannot be read. Once the version is destroyed, that data is lost permanently.",
                Remedy = AskCamunda(key, $"say whether any data, backups included, is still encrypted with {doubtful}; if so, to enable it again, or to re-encrypt that data before the version is destroyed"),
            }
            : outcome;
    }

    private static Outcome JudgePrimary(RuleContext context, CryptoKeyEvidence key, CryptoKeyVersion primary)
    {
        var version = $"The key's primary {Short(primary)}";
        return primary.State switch
        {
            Enabled => Outcome.Pass($"The key exists, and its primary {Short(primary)} is ENABLED."),
            "DISABLED" => Failure(key, $"{version} is DISABLED.", "enable that version again; the cluster recovers"),
            _ when OtherVersions.IsDestroyed(primary) => Failure(key, $"{version} is {primary.State}: its key material is gone.", "say what became of the version, and whether another one or a backup holds the cluster's data")
                with
            { Severity = Severity.Critical, Consequence = Lost },
            "DESTROY_SCHEDULED" => Failure(
                key,
                $"{version} is scheduled for destruction: {DayOf(context, primary)}",
                "restore that version and enable it again (restoring leaves it disabled), before that day")
                with
            { Severity = Severity.Critical, Consequence = $"{Stopped} Once it is destroyed, the data is lost permanently." },
            "PENDING_GENERATION" or "PENDING_IMPORT" => Failure(key, $"{version} is {primary.State}: its key material is not there yet.", "say when the version is ready; if that was some minutes ago, audit again"),
            "IMPORT_FAILED" or "GENERATION_FAILED" => Failure(key, $"{version} is {primary.State}: it never got key material.", "make a version primary that works"),
            _ when GoogleWords.Said(primary.State) is null => Outcome.Unknown($"Google did not say which state the key's primary {Short(primary)} has."),
            _ => Failure(key, $"{version} is in the state '{primary.State}', which this version of AtRest does not know; it is not ENABLED.", "say what that state means for the cluster"),
        };
    }

    private static Outcome Missing(RuleContext context, CryptoKeyEvidence key) =>
        Outcome.Fail($"Google Cloud KMS does not know the key {key.Name}.{Contradiction(context)}") with
        {
            Severity = Severity.Critical,
            Consequence = "Either the declaration names the wrong key, and nobody has looked at the right one; or the key was removed, and with it the cluster's data is lost permanently.",
            Remedy = $"Check the declared cryptoKey for a mistyped project, location, ring or key. If it is right: {AskCamunda(key, "say which key the cluster uses")}",
            Evidence = [key.Key.Reference],
        };

    private static Outcome WithoutPrimary(CryptoKeyEvidence key)
    {
        var states = key.Versions.Value?.Items.GroupBy(version => version.State).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => $"{group.Count()} {group.Key}").ToList();
        var versions = states switch
        {
            null => "",
            [] => " It has no versions at all.",
            _ => $" Its versions: {Listing.Of(states)}.",
        };
        var isLost = key.Versions.Value is { Items: { IsEmpty: false } items } && items.All(OtherVersions.IsDestroyed);
        return Failure(key, $"The key exists, but no version of it is primary.{versions}", "say which version the cluster uses, and make an enabled one primary") with
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
        : "Google did not say on which day.";

    /// <summary>Camunda's own view may be older than the key's by minutes.</summary>
    private static string Contradiction(RuleContext context) => context.Evidence.Reported(context.Cluster.Id)?.Encryption?.Status == "Ready"
        ? " Camunda's API still reports the encryption as Ready: that view can be minutes old, and the key itself says otherwise."
        : "";
}
