using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Costs;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Costs;

/// <summary>What an AWS KMS key costs its owner (https://aws.amazon.com/kms/pricing/).</summary>
internal static class AwsKeyCosts
{
    /// <summary>The partition whose prices AtRest has. AWS GovCloud (US), China and the European Sovereign Cloud have their own price lists.</summary>
    internal const string PricedPartition = "aws";

    private const string Symmetric = "SYMMETRIC_DEFAULT";

    public static KeyCost Of(EvidenceIndex index, KmsKeyArn key)
    {
        var evidence = index.Key(key);
        var cost = new KeyCost { Key = key.Value, OtherClusters = Math.Max(0, index.Users(key.Value).Count() - 1) };
        if (key.Partition != PricedPartition)
        {
            return cost with { Unknown = [$"The price list of this release does not have the AWS partition {key.Partition}."] };
        }

        if (!evidence.Metadata.TryGet(out var metadata, out var absence))
        {
            return cost with { Unknown = [absence.Kind == AbsenceKind.NotFound ? "AWS KMS has no such key, so AtRest does not know what the cluster's key costs." : $"AtRest could not read the key. {absence.Cause}"] };
        }

        return metadata switch
        {
            { KeyManager: "AWS" } => cost with { Parts = [Free("AWS managed key", "AWS does not charge for keys that it manages.")] },
            { KeyState: "PendingDeletion" } => cost with { Parts = [Free("AWS KMS key", "AWS does not charge for a key that is scheduled for deletion.")], Unknown = RelatedTo(index, key, metadata) },
            { KeyState: "PendingReplicaDeletion" } => cost with
            {
                Parts = [CostPart.UpTo("AWS KMS key", 1, "kms-key", "The key is deleted after its replicas. The price list does not say whether AWS charges for it until then."), .. Rotations(evidence, metadata, isCertain: false)],
                Unknown = RelatedTo(index, key, metadata),
            },
            _ => cost with
            {
                Parts = [CostPart.Exact("AWS KMS key", 1, "kms-key"), .. Rotations(evidence, metadata, isCertain: true)],
                Unknown = [.. StoreOf(metadata), .. RelatedTo(index, key, metadata)],
            },
        };
    }

    private static CostPart Free(string what, string note) => new() { What = what, Quantity = 0, PriceId = "kms-key", Cost = default, Note = note };

    /// <summary>Rotations that were not listed can be any number: their history costs a call, which an audit makes only if a rule needs it.</summary>
    private static IEnumerable<CostPart> Rotations(KmsKeyEvidence evidence, KmsKeyMetadata metadata, bool isCertain)
    {
        const string What = "Rotations of AWS KMS keys";
        const string PriceId = "kms-rotation";
        var most = PriceList.Of(PriceId).AtMost!.Value;
        if (metadata.KeySpec is not (null or Symmetric) || metadata.Origin is "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE")
        {
            // AWS KMS rotates symmetric keys only, and none in custom key stores
            // (https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html).
            yield break;
        }

        if (evidence.Rotations.TryGet(out var rotations, out var absence))
        {
            var paid = Math.Min(rotations.Items.Length, most);
            if (paid > 0)
            {
                var note = rotations.Items.Length > most ? $"The key was rotated {rotations.Items.Length} times. AWS charges for the first {most} rotations." : null;
                yield return isCertain
                    ? CostPart.Exact(What, paid, PriceId) with { Note = note }
                    : CostPart.UpTo(What, paid, PriceId, "The key is deleted after its replicas.");
            }
        }
        else if (absence.Kind != AbsenceKind.Unsupported)
        {
            yield return CostPart.UpTo(What, most, PriceId, $"AWS charges for the first {most} rotations. AtRest does not know how often the key was rotated. {absence.Cause}");
        }
    }

    private static IEnumerable<string> StoreOf(KmsKeyMetadata metadata) => metadata.Origin switch
    {
        "AWS_CLOUDHSM" => ["The AWS CloudHSM cluster that holds the key costs extra. AtRest does not read it."],
        "EXTERNAL_KEY_STORE" => ["The external key manager and the proxy that hold the key cost extra. AtRest does not read them."],
        _ => [],
    };

    /// <summary>Related multi-Region keys that no audited cluster declares: AWS charges for each of them.</summary>
    private static ImmutableArray<string> RelatedTo(EvidenceIndex index, KmsKeyArn key, KmsKeyMetadata metadata)
    {
        var count = metadata.MultiRegionReplicaArns.Append(metadata.MultiRegionPrimaryArn ?? key.Value).Distinct(StringComparer.Ordinal).Count(arn => arn != key.Value && !index.Users(arn).Any());
        return count == 0 ? []
            : [count == 1 ? "1 related multi-Region key, which no audited cluster declares, costs extra." : $"{count} related multi-Region keys, which no audited cluster declares, cost extra."];
    }
}
