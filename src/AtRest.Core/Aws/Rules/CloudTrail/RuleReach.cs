using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Whether a lifecycle rule applies to a path's files.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Applies">Whether it deletes, or archives, files of the path.</param>
/// <param name="Doubt">Why it is unknown whether it applies, as a sentence; otherwise empty.</param>
internal sealed record RuleReach(LifecycleRule Rule, Ternary Applies, string Doubt)
{
    public static RuleReach Of(LifecycleRule rule, LogPath path) => Reaching(rule, path, Deletes(rule), "delete");

    /// <summary>Whether it moves files of the path to an archive.</summary>
    public static RuleReach OfArchiving(LifecycleRule rule, LogPath path) => Reaching(rule, path, rule.ArchivedAfterDays is not null, "archive");

    private static RuleReach Reaching(LifecycleRule rule, LogPath path, bool doesIt, string what)
    {
        var overlap = path.Overlaps(rule.Prefix);
        if (overlap == Ternary.No || !doesIt)
        {
            return new RuleReach(rule, Ternary.No, "");
        }

        var reason = (rule.FiltersByTag, rule.FiltersBySize, overlap) switch
        {
            (true, _, _) => "selects files by tags, which AtRest does not read",
            (_, true, _) => "selects files by size, which AtRest does not read",
            (_, _, Ternary.Unknown) => "has a prefix with an organization ID, and the organization ID of the trail is not known",
            _ => null,
        };
        return reason is null
            ? new RuleReach(rule, Ternary.Yes, "")
            : new RuleReach(rule, Ternary.Unknown, $"Lifecycle rule {NameOf(rule)} {reason}, so it may or may not {what} the log files.");
    }

    public static string NameOf(LifecycleRule rule) => string.IsNullOrEmpty(rule.Id) ? $"for the prefix '{rule.Prefix}'" : $"'{rule.Id}'";

    private static bool Deletes(LifecycleRule rule) => rule.ExpirationDays is not null || rule.ExpirationDate is not null || rule.NoncurrentExpirationDays is not null;
}
