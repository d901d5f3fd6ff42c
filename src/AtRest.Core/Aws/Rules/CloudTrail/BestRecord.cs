using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Finds the best record of key use.</summary>
internal static class BestRecord
{
    private static readonly RecorderJudge[] Required = [LogRetentionRule.Judge, LogDeliveryRule.Judge, RecordKeyRule.Judge];
    private static readonly RecorderJudge[] Recommended = [LogValidationRule.Judge, LogBucketRule.Judge, PublicLogBucketRule.Judge];

    /// <summary>
    /// The option with the fewest failures, then the fewest unknowns, of the required rules; then trails before event data stores, so that
    /// the recommended rules can be judged; then in the same way by the recommended rules; then by ARN.
    /// </summary>
    public static RecordOption Of(RuleContext context, ClusterKey key, RecorderSet recorders) =>
        context.Once(key.IsPrimary ? $"primary {key.Arn.Value}" : $"secondary {key.Arn.Value}", () => Choose(context, key, recorders));

    private static RecordOption Choose(RuleContext context, ClusterKey key, RecorderSet recorders)
    {
        int Count(RecordOption option, RecorderJudge[] judges, FindingStatus status) =>
            judges.Count(judge => RecordRule.Judge(context, key, option, judge).Status == status);

        return RecordOption.Of(recorders)
            .OrderBy(option => Count(option, Required, FindingStatus.Fail))
            .ThenBy(option => Count(option, Required, FindingStatus.Unknown))
            .ThenByDescending(option => option.HasTrail)
            .ThenBy(option => Count(option, Recommended, FindingStatus.Fail))
            .ThenBy(option => Count(option, Recommended, FindingStatus.Unknown))
            .ThenBy(option => option.Members[0].Arn, StringComparer.Ordinal)
            .First();
    }
}
