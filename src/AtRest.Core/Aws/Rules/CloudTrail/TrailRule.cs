using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>A rule about the record of key use. It also applies to a key that does not exist, because the deletion should be recorded.</summary>
internal abstract class TrailRule : KeyRule
{
    protected sealed override bool NeedsExistingKey => false;

    protected sealed override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var recorders = KeyRecorders.Of(context, key);
        var outcome = Judge(context, key, recorders);
        return outcome with { Evidence = [.. recorders.Evidence, .. outcome.Evidence] };
    }

    protected abstract Outcome Judge(RuleContext context, ClusterKey key, RecorderSet recorders);
}
