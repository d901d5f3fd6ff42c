using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>A rule about what records the use of a key. It has a subject even where the key does not exist: its end should be on record.</summary>
internal abstract class TrailRule : KeyRule
{
    protected sealed override bool NeedsExistingKey => false;

    protected sealed override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var recorders = RecorderSet.Of(key.CloudTrail, context.Evidence.EventDataStores);
        var outcome = Judge(context, key, recorders);
        return outcome with { Evidence = [.. recorders.Evidence, .. outcome.Evidence] };
    }

    protected abstract Outcome Judge(RuleContext context, ClusterKey key, RecorderSet recorders);
}
