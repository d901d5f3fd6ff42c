using AtRest.Core.Aws.Evidence;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Kms;

/// <summary>A rule that rests on what <c>DescribeKey</c> says.</summary>
internal abstract class KeyMetadataRule : KeyRule
{
    /// <summary>What the rule judges, for the sentence that it could not be seen: <c>The state</c>.</summary>
    protected abstract string Subject { get; }

    protected sealed override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var collected = key.Evidence.Metadata;
        if (!collected.TryGet(out var metadata, out _))
        {
            return collected.Unread($"{Subject} of the {key.Designation}");
        }

        var outcome = Evaluate(context, key, metadata);
        return outcome with { Evidence = [collected.Reference, .. outcome.Evidence] };
    }

    protected abstract Outcome Evaluate(RuleContext context, ClusterKey key, KmsKeyMetadata metadata);
}
