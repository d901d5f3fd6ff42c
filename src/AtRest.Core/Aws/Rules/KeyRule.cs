using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules;

/// <summary>A rule that judges each declared AWS key of a cluster by itself.</summary>
public abstract class KeyRule : IRule
{
    public abstract RuleDescriptor Descriptor { get; }

    /// <summary>Whether the rule rests on what KMS says about the key, and so has no subject when the key does not exist.</summary>
    protected virtual bool NeedsExistingKey => true;

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        foreach (var key in context.Keys)
        {
            var outcome = NeedsExistingKey && key.IsMissing
                ? Outcome.NotApplicable($"The {key.Designation} does not exist (see KMS-1), so there is nothing to judge.")
                    with
                { Evidence = [key.Evidence.Metadata.Reference] }
                : Evaluate(context, key);
            yield return outcome with { Resource = outcome.Resource ?? key.Arn.Value };
        }
    }

    protected abstract Outcome Evaluate(RuleContext context, ClusterKey key);
}
