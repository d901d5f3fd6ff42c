using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// A rule about the record itself. All of them speak about the same option, the best: where one trail keeps its files too short a time
/// and another one's files do not arrive, no trail is right, although each rule finds one that satisfies it.
/// </summary>
internal abstract class RecordRule(RecorderJudge judge) : TrailRule
{
    protected sealed override Outcome Judge(RuleContext context, ClusterKey key, RecorderSet recorders)
    {
        var coverage = TrailCoverageRule.Judge(key, recorders);
        if (coverage.Status != FindingStatus.Pass)
        {
            return coverage.Status == FindingStatus.Fail
                ? Outcome.NotApplicable($"Nothing records events in {key.Arn.Region} (see TRAIL-1), so there is no record to judge.")
                : Outcome.Unknown($"TRAIL-1 could not be judged, so it is not known which record counts. {coverage.Message}");
        }

        var best = BestRecord.Of(context, key, recorders);
        var outcome = BestRecord.Judge(context, key, best, judge);
        var doubts = recorders.DoubtsBeyond(best.Members);
        if (outcome.Status != FindingStatus.Fail || Descriptor.Level != RuleLevel.Required)
        {
            return outcome;
        }

        return doubts.IsEmpty
            ? outcome with { Message = outcome.Message + recorders.StoresRemark }
            : Outcome.Unknown($"{outcome.Message} But there may be a better record. {string.Join(' ', doubts)}") with { Evidence = outcome.Evidence };
    }
}

/// <summary>Judges one trail or event data store.</summary>
internal delegate Outcome RecorderJudge(RuleContext context, ClusterKey key, EventRecorder recorder);
