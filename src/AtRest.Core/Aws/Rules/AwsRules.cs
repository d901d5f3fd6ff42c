using System.Collections.Immutable;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Aws.Rules.Kms;
using AtRest.Core.Aws.Rules.Monitoring;
using AtRest.Core.Aws.Rules.Organizations;
using AtRest.Core.Aws.Rules.Use;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules;

/// <summary>The rules about keys in AWS KMS, in the order of reports.</summary>
internal static class AwsRules
{
    public static ImmutableArray<IRule> All { get; } =
    [
        new KeyExistsRule(),
        new KeyEnabledRule(),
        new KeySpecRule(),
        new KeyRegionRule(),
        new KeyOwnershipRule(),
        new KeyRotationRule(),
        new ImportedMaterialRule(),
        new KeyUsageRule(),

        .. KeyPolicyRules.All,
        new OrganizationPolicyRule(),

        new TrailCoverageRule(),
        new KeyEventsRecordedRule(),
        new LogRetentionRule(BestRecord.Of),
        new LogValidationRule(BestRecord.Of),
        new LogBucketRule(BestRecord.Of),
        new LogDeliveryRule(BestRecord.Of),
        new RecordKeyRule(BestRecord.Of),
        new PublicLogBucketRule(BestRecord.Of),

        new ChangeEventsRule(),
        new ChangeAlarmsRule(),

        new RoleUseRule(),
        new OtherUseRule(),
    ];
}
