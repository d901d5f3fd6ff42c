using AtRest.Core.Aws.Evidence;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>A cluster works only while its key is enabled (https://docs.aws.amazon.com/kms/latest/developerguide/key-state.html).</summary>
internal sealed class KeyEnabledRule : KeyMetadataRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-2",
        Title = "The KMS key is enabled",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const string Frozen = "The cluster cannot start. A running cluster freezes: reads, writes and backups hang. The Camunda Console can still show Healthy for about 15 minutes.";

    protected override string Subject => "The state";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        var outcome = Judge(context, key, metadata);
        return outcome.Status == FindingStatus.Fail && metadata.KeyState != "Updating" && CamundaReport.ReportsReady(context)
            ? outcome with { Message = $"{outcome.Message} Camunda still reports the encryption status Ready. That status can be some minutes old, so AtRest judges by the state of the key." }
            : outcome;
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KmsKeyMetadata metadata)
    {
        var state = metadata.KeyState;
        return state switch
        {
            "Enabled" => Outcome.Pass($"The {key.Designation} is enabled."),
            "Disabled" => Failure(key, "is disabled.", "Enable the key again. The cluster then recovers.") with { RemedyCode = Kms(key, "enable-key") },
            "PendingDeletion" => Deletion(key, DeletionDay(context, metadata)),
            "PendingReplicaDeletion" => Deletion(key, ReplicaDeletionWait(metadata)),
            "PendingImport" => WithoutMaterial(context, key, metadata),
            "Unavailable" => Failure(
                key,
                "is unavailable, because its custom key store is disconnected.",
                "Find out why the key store was disconnected, then connect it again. The command looks up the ID of the key store. Connecting takes up to 20 minutes.") with
            {
                RemedyCode = AwsCli.CommandWithOutput(
                    AwsCli.Command("kms", "connect-custom-key-store", "--region", key.Arn.Region),
                    "--custom-key-store-id",
                    Kms(key, "describe-key", "--query", "KeyMetadata.CustomKeyStoreId", "--output", "text")),
            },
            "Creating" => Failure(key, "is still being created from its primary key in another region.", "Wait a few minutes, then audit again.")
                with
            { Consequence = "The cluster cannot use the key until it has been created." },
            "Updating" => Failure(key, "is being updated, because its primary Region is being changed.", "Wait a few minutes, then audit again.")
                with
            { Severity = Severity.Low, Consequence = "The key keeps working during the update. AWS rejects some management operations." },
            _ => Failure(key, $"has the state '{state}'. The state is not Enabled, and this version of AtRest does not support it.", "Look up the state under Key states of AWS KMS keys in the AWS KMS Developer Guide, and bring the key back to the state Enabled."),
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
            "lacks some or all of its key material. The material was never imported, was deleted, or has expired.",
            $"Import the same key material again, into the same key. Other material cannot decrypt the cluster's data. {needs} The commands get a wrapping key and an import token, wrap the material, and import it.") with
        {
            RemedyCode = commands,
            Evidence = [key.Evidence.Rotations.Reference],
        };
    }

    private static Outcome Deletion(ClusterKey key, string when) => Failure(key, $"is scheduled for deletion. {when}", "Cancel the deletion, then enable the key. A key is disabled after its deletion is cancelled.") with
    {
        Severity = Severity.Critical,
        Consequence = $"{Frozen} After the key is deleted, neither you, Camunda nor AWS can decrypt the cluster's data.",
        RemedyCode = $"{Kms(key, "cancel-key-deletion")}\n{Kms(key, "enable-key")}",
    };

    private static string DeletionDay(RuleContext context, KmsKeyMetadata metadata) => metadata.DeletionDate is { } date
        ? $"AWS deletes it on {Wording.Day(date)}, in {Wording.Days(Wording.WholeDays(context.AuditedAt, date))}."
        : "AWS KMS did not return the date.";

    private static string ReplicaDeletionWait(KmsKeyMetadata metadata) => metadata.PendingDeletionWindowInDays is { } days
        ? $"After its last replica is deleted, AWS waits {Wording.Days(days)} and then deletes the key."
        : "After its last replica is deleted, AWS waits and then deletes the key.";

    private static string Kms(ClusterKey key, string operation, params ReadOnlySpan<string> options) =>
        AwsCli.Command(["kms", operation, "--key-id", key.Arn.Value, "--region", key.Arn.Region, .. options]);
}
