using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// A rule about the record of key use. All of these rules judge the same option, the best one. If one trail keeps its files for too short a time
/// and the files of another one are not delivered, no trail meets all rules, although each rule is met by one of them.
/// </summary>
internal abstract class RecordRule(RecorderJudge judge, RecordChoice choose) : TrailRule
{
    protected sealed override Outcome Judge(RuleContext context, ClusterKey key, RecorderSet recorders)
    {
        var coverage = TrailCoverageRule.Judge(key, recorders);
        if (coverage.Status != FindingStatus.Pass)
        {
            return coverage.Status == FindingStatus.Fail
                ? Outcome.NotApplicable($"No trail or event data store records events in {key.Arn.Region} (see TRAIL-1), so there is no record to judge.")
                : Outcome.Unknown($"TRAIL-1 could not be judged, so AtRest cannot determine which record to judge. {coverage.Message}");
        }

        var best = choose(context, key, recorders);
        var outcome = Judge(context, key, best, judge);
        var doubts = recorders.DoubtsBeyond(best.Members);
        if (outcome.Status != FindingStatus.Fail || Descriptor.Level != RuleLevel.Required)
        {
            return outcome;
        }

        return doubts.IsEmpty
            ? outcome with { Message = outcome.Message + recorders.StoresRemark }
            : Outcome.Unknown($"{outcome.Message} There may be a better record. {string.Join(' ', doubts)}") with { Evidence = outcome.Evidence };
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

/// <summary>Judges one trail or event data store.</summary>
internal delegate Outcome RecorderJudge(RuleContext context, ClusterKey key, EventRecorder recorder);

/// <summary>Chooses the record of key use that counts: the best one by all the rules about records, which a single rule does not know.</summary>
internal delegate RecordOption RecordChoice(RuleContext context, ClusterKey key, RecorderSet recorders);
