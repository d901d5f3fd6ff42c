using System.Collections.Immutable;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Aws.Rules.Kms;
using AtRest.Core.Aws.Rules.Monitoring;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Google.Rules;
using AtRest.Core.Rules.Declaration;
using AtRest.Core.Rules.Waivers;

namespace AtRest.Core.Rules;

/// <summary>All rules, in the order of reports. An explicit list: a rule that is not here does not exist.</summary>
public static class RuleCatalog
{
    public static ImmutableArray<IRule> All { get; } =
    [
        new ReportedTypeRule(),
        new ReportedKeysRule(),
        new TypeOnCloudRule(),
        new TypeOnPlanRule(),
        new ReportedStatusRule(),
        new KeySharingRule(),
        new UnchangedTypeRule(),

        new KeyExistsRule(),
        new KeyEnabledRule(),
        new KeySpecRule(),
        new KeyRegionRule(),
        new KeyOwnershipRule(),
        new KeyRotationRule(),
        new ImportedMaterialRule(),
        new KeyUsageRule(),

        .. KeyPolicyRules.All,

        new TrailCoverageRule(),
        new KeyEventsRecordedRule(),
        new LogRetentionRule(),
        new LogValidationRule(),
        new LogBucketRule(),
        new LogDeliveryRule(),
        new RecordKeyRule(),
        new PublicLogBucketRule(),

        new ChangeEventsRule(),
        new ChangeAlarmsRule(),

        new PrimaryVersionRule(),
        new ProtectionLevelRule(),
        new RotationRule(),
        new KeyLocationRule(),
        new PublicBindingRule(),
        new KeyPurposeRule(),
        new AttestationRule(),
    ];

    /// <summary>The rules about an organization as a whole, in the order of reports.</summary>
    public static ImmutableArray<IOrganizationRule> Organization { get; } =
    [
        new WaiverExpiryRule(),
        new WaiverUseRule(),
    ];

    /// <summary>Every rule's entry, those of clusters first.</summary>
    public static IEnumerable<RuleDescriptor> Descriptors => All.Select(rule => rule.Descriptor).Concat(Organization.Select(rule => rule.Descriptor));
}
