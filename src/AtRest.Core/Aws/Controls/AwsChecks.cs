using System.Collections.Immutable;
using AtRest.Core.Controls;

namespace AtRest.Core.Aws.Controls;

/// <summary>The checks of controls about keys in AWS KMS and the record of their use.</summary>
internal static class AwsChecks
{
    public static ImmutableArray<ControlCheck> All { get; } =
    [
        ControlCheck.Of("anyTrail", TrailChecks.AnyTrail),
        ControlCheck.Of("multiRegionTrail", TrailChecks.MultiRegion),
        ControlCheck.Of("trailsValidated", TrailChecks.Validated),
        ControlCheck.Of("trailsEncrypted", TrailChecks.Encrypted),
        ControlCheck.Of("trailBucketsNotPublic", TrailChecks.BucketsNotPublic),
        ControlCheck.OfDays("auditLogHistory", LogHistoryCheck.Of),
        new("automaticRotation", AwsKeyChecks.AutomaticRotation),
        ControlCheck.Of("notScheduledForDeletion", AwsKeyChecks.NotScheduledForDeletion),
        ControlCheck.Of("disablingWatched", DisablingChecks.Watched),
        ControlCheck.Of("disablingAlarm", DisablingChecks.Alarm),
    ];
}
