using AtRest.Core.Aws.Evidence;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>The state of a key decides whether the cluster works (https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html).</summary>
internal sealed class KeyEnabledRule : KeyMetadataRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-2",
        Title = "The key is enabled",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    private const string Frozen = "The cluster cannot start; a running one freezes: reads, writes and backups hang. The Console may still say Healthy for about 15 minutes.";

    protected override string Subject => "The state";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        var outcome = Judge(context, key, metadata);
        return outcome.Status == FindingStatus.Fail && metadata.KeyState != "Updating" && CamundaReport.SaysReady(context)
            ? outcome with { Message = $"{outcome.Message} Camunda still reports the encryption status Ready, which may be stale by minutes: the key's own state counts." }
            : outcome;
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        var state = metadata.KeyState;
        return state switch
        {
            "Enabled" => Outcome.Pass($"The {key.Designation} is enabled."),
            "Disabled" => Failure(key, "is disabled.", "Enable the key again; the cluster recovers.") with { RemedyCode = Kms(key, "enable-key") },
            "PendingDeletion" => Deletion(key, DeletionDay(context, metadata)),
            "PendingReplicaDeletion" => Deletion(key, ReplicaDeletionWait(metadata)),
            "PendingImport" => WithoutMaterial(context, key, metadata),
            "Unavailable" => Failure(
                key,
                "is unavailable: the custom key store that holds it is disconnected.",
                "Find out why the key store was disconnected, then connect it again. The command finds the key store's id by itself. Connecting takes up to 20 minutes.") with
            {
                RemedyCode = AwsCli.CommandWithOutput(
                    AwsCli.Command("kms", "connect-custom-key-store", "--region", key.Arn.Region),
                    "--custom-key-store-id",
                    Kms(key, "describe-key", "--query", "KeyMetadata.CustomKeyStoreId", "--output", "text")),
            },
            "Creating" => Failure(key, "is still being created from its primary key in another region.", "Wait some minutes and audit again.")
                with
            { Consequence = "Until then the key cannot be used." },
            "Updating" => Failure(key, "is being updated: its primary region is just being changed.", "Wait some minutes and audit again.")
                with
            { Severity = Severity.Low, Consequence = "The key goes on working meanwhile; some management operations are refused." },
            _ => Failure(key, $"is in the state '{state}', which this version of AtRest does not know; it is not Enabled.", "Look the state up in AWS's documentation of key states, and make sure that the key becomes Enabled."),
        };
    }

    private static Outcome Failure(ClusterKey key, string what, string remedy) => Outcome.Fail($"The {key.Designation} {what}") with
    {
        Consequence = Frozen,
        Remedy = remedy,
    };

    private static Outcome WithoutMaterial(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        var (needs, commands) = ImportCommands.Again(key, metadata, context.AuditedAt);
        return Failure(
            key,
            "has no key material, or not all of it: it was never imported, was deleted, or has expired.",
            $"Import the same key material again, into the same key. Other material cannot decrypt the cluster's data. {needs} The commands get a wrapping key and an import token, wrap the material, and import it.") with
        {
            RemedyCode = commands,
            Evidence = [key.Evidence.Rotations.Reference],
        };
    }

    private static Outcome Deletion(ClusterKey key, string when) => Failure(key, $"is scheduled for deletion: {when}", "Cancel the deletion, then enable the key again: cancelling leaves it disabled.") with
    {
        Severity = Severity.Critical,
        Consequence = $"{Frozen} When the key is deleted, the cluster is dead for ever and its data is lost.",
        RemedyCode = $"{Kms(key, "cancel-key-deletion")}\n{Kms(key, "enable-key")}",
    };

    private static string DeletionDay(RuleContext context, KmsKeyMetadata metadata) => metadata.DeletionDate is { } date
        ? $"AWS deletes it on {Wording.Day(date)}, in {Wording.Days(Wording.WholeDays(context.AuditedAt, date))}."
        : "AWS did not say on which day.";

    private static string ReplicaDeletionWait(KmsKeyMetadata metadata) => metadata.PendingDeletionWindowInDays is { } days
        ? $"when its last replica is gone, AWS waits {Wording.Days(days)} and deletes it."
        : "when its last replica is gone, AWS waits and deletes it.";

    private static string Kms(ClusterKey key, string operation, params ReadOnlySpan<string> options) =>
        AwsCli.Command(["kms", operation, "--key-id", key.Arn.Value, "--region", key.Arn.Region, .. options]);
}
