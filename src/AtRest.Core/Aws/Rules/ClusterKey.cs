using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules;

/// <summary>An AWS key that a cluster declares, with what was read about it and about the trails of its account and region.</summary>
public sealed record ClusterKey
{
    /// <summary>False for the secondary key, which belongs to the backup region.</summary>
    public required bool IsPrimary { get; init; }

    public required KmsKeyArn Arn { get; init; }

    public required KmsKeyEvidence Evidence { get; init; }

    /// <summary>The trails of the key's account and region.</summary>
    public required CloudTrailEvidence CloudTrail { get; init; }

    /// <summary><c>primary key</c> or <c>secondary key</c>, for messages.</summary>
    public string Designation => IsPrimary ? "primary key" : "secondary key";

    /// <summary>KMS answered that the key does not exist: rules that rest on its evidence are not applicable, citing KMS-1.</summary>
    public bool IsMissing => Evidence.Metadata.Absence?.Kind == AbsenceKind.NotFound;

    internal static ImmutableArray<ClusterKey> Of(DeclaredEncryption.External external, EvidenceIndex index)
    {
        var primary = Of(external.PrimaryKeyArn, isPrimary: true, index);
        return external.SecondaryKeyArn is { } secondary ? [primary, Of(secondary, isPrimary: false, index)] : [primary];
    }

    private static ClusterKey Of(KmsKeyArn arn, bool isPrimary, EvidenceIndex index) => new()
    {
        IsPrimary = isPrimary,
        Arn = arn,
        Evidence = index.Key(arn),
        CloudTrail = index.CloudTrail(arn.AccountId, arn.Region),
    };
}
