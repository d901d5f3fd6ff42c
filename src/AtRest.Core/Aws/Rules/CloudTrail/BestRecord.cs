using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Finds the record of key use that counts.</summary>
internal static class BestRecord
{
    private static readonly RecorderJudge[] Required = [LogRetentionRule.Judge, LogDeliveryRule.Judge, RecordKeyRule.Judge];
    private static readonly RecorderJudge[] Recommended = [LogValidationRule.Judge, LogBucketRule.Judge, PublicLogBucketRule.Judge];

    /// <summary>
    /// The option with the fewest failures, then the fewest unknowns, of the required rules; then a trail before an event data store, so that
    /// the recommended rules have a subject; then likewise by the recommended rules; then by ARN.
    /// </summary>
    public static RecordOption Of(RuleContext context, ClusterKey key, RecorderSet recorders)
    {
        int Count(RecordOption option, RecorderJudge[] judges, FindingStatus status) =>
            judges.Count(judge => Judge(context, key, option, judge).Status == status);

        return RecordOption.Of(recorders)
            .OrderBy(option => Count(option, Required, FindingStatus.Fail))
            .ThenBy(option => Count(option, Required, FindingStatus.Unknown))
            .ThenByDescending(option => option.HasTrail)
            .ThenBy(option => Count(option, Recommended, FindingStatus.Fail))
            .ThenBy(option => Count(option, Recommended, FindingStatus.Unknown))
            .ThenBy(option => option.Members[0].Arn, StringComparer.Ordinal)
            .First();
    }

    /// <summary>Where two recorders complete each other, the worse one decides.</summary>
    public static Outcome Judge(RuleContext context, ClusterKey key, RecordOption option, RecorderJudge judge) =>
        option.Members.Select(member => judge(context, key, member)).MaxBy(outcome => Weight(outcome.Status))!;

    private static int Weight(FindingStatus status) => status switch
    {
        FindingStatus.Fail => 3,
        FindingStatus.Unknown => 2,
        FindingStatus.Pass => 1,
        _ => 0,
    };
}
