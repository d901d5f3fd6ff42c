using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>What records the use of a key: made once for all keys of an account and region.</summary>
internal static class KeyRecorders
{
    /// <summary>All trails and event data stores.</summary>
    public static RecorderSet Of(RuleContext context, ClusterKey key) =>
        Of(context, key, "stores", () => RecorderSet.Of(key.CloudTrail, context.Evidence.StoresFor(key.CloudTrail)));

    /// <summary>The trails only.</summary>
    public static RecorderSet OfTrails(RuleContext context, ClusterKey key) => Of(context, key, "trails", () => RecorderSet.Of(key.CloudTrail, []));

    private static RecorderSet Of(RuleContext context, ClusterKey key, string kind, Func<RecorderSet> find) =>
        context.Once($"{kind} {key.Arn.AccountId}/{key.Arn.Region}", () => context.Evidence.Derived($"{kind} {key.Arn.AccountId}/{key.Arn.Region}", find));
}
