using AtRest.Core.Aws.Rules;
using AtRest.Core.Aws.Rules.CloudTrail;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Controls;

/// <summary>The requirements of benchmarks for trails, which do not include event data stores (https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html).</summary>
internal static class TrailChecks
{
    /// <summary>A trail that is logging covers the key's region.</summary>
    public static IEnumerable<Outcome> AnyTrail(RuleContext context) => Each(context, (key, trails) => Best(
        key,
        trails,
        trail => trail.IsLogging,
        trail => $"The {trail.Name} is logging and covers {key.Arn.Region}.",
        $"The control requires a trail that is logging and covers {key.Arn.Region}, and there is none. An event data store is not a trail."));

    /// <summary>A multi-Region trail that is logging records all read and write management events of every event source.</summary>
    public static IEnumerable<Outcome> MultiRegion(RuleContext context) => Each(context, (key, trails) => Best(
        key,
        trails,
        trail => Least(trail.Trail.IsMultiRegion ? Ternary.Yes : Ternary.No, trail.IsLogging, RecordsEverything(key, trail)),
        trail => $"The multi-Region {trail.Name} is logging and records all read and write management events.",
        $"The control requires a multi-Region trail that records all read and write management events of every event source. No trail that covers {key.Arn.Region} does this."));

    /// <summary>Log file validation of every trail that covers the key's region is on.</summary>
    public static IEnumerable<Outcome> Validated(RuleContext context) =>
        Each(context, (key, trails) => Every(key, trails, trail => trail.Trail.LogFileValidationEnabled, "Log file validation is on", "log file validation"));

    /// <summary>Every trail that covers the key's region encrypts its log files with a key of AWS KMS.</summary>
    public static IEnumerable<Outcome> Encrypted(RuleContext context) =>
        Each(context, (key, trails) => Every(key, trails, trail => trail.Trail.KmsKeyId is { Length: > 0 }, "The log files are encrypted with a key of AWS KMS", "encryption with a key of AWS KMS"));

    /// <summary>The bucket of every trail that covers the key's region is not public.</summary>
    public static IEnumerable<Outcome> BucketsNotPublic(RuleContext context) => Each(context, (key, trails) =>
    {
        var outcomes = trails.ConvertAll(trail => LogBucketCheck.Of(context, trail));
        return outcomes.Find(outcome => outcome.Status == FindingStatus.Fail)
            ?? WithoutTrails(key, trails)
            ?? outcomes.Find(outcome => outcome.Status == FindingStatus.Unknown)
            ?? outcomes.Find(outcome => outcome.Status == FindingStatus.NotApplicable)
            ?? outcomes[0];
    });

    private static IEnumerable<Outcome> Each(RuleContext context, Func<ClusterKey, List<TrailRecorder>, Outcome> judge) => context.Keys.Select(key =>
        judge(key, [.. KeyRecorders.OfTrails(context, key).Covering.OfType<TrailRecorder>()]) with { Resource = key.Arn.Value });

    private static Outcome Best(ClusterKey key, List<TrailRecorder> trails, Func<TrailRecorder, Ternary> holds, Func<TrailRecorder, string> met, string unmet)
    {
        if (trails.Find(trail => holds(trail) == Ternary.Yes) is { } best)
        {
            return Outcome.Pass(met(best));
        }

        List<string> doubts = [.. Unlisted(key), .. trails.Where(trail => holds(trail) == Ternary.Unknown).SelectMany(trail => trail.Causes)];
        return doubts.Count == 0 ? Outcome.Fail(unmet) : Outcome.Unknown($"Whether a trail meets the control could not be determined. {string.Join(' ', doubts)}");
    }

    private static Outcome Every(ClusterKey key, List<TrailRecorder> trails, Predicate<TrailRecorder> holds, string met, string what)
    {
        var lacking = trails.FindAll(trail => !holds(trail));
        return lacking.Count > 0 ? Outcome.Fail($"The control requires {what} for every trail. Without it: {Listing.Of([.. lacking.Select(trail => trail.Name)])}.")
            : WithoutTrails(key, trails) ?? Outcome.Pass($"{met} for {Listing.Of([.. trails.Select(trail => trail.Name)])}.");
    }

    /// <summary>A control about trails does not apply if there are none, and is unknown if they could not be listed.</summary>
    private static Outcome? WithoutTrails(ClusterKey key, List<TrailRecorder> trails) => Unlisted(key) is { Count: > 0 } doubts ? Outcome.Unknown(doubts[0])
        : trails.Count == 0 ? Outcome.NotApplicable($"The control is about trails, and no trail covers {key.Arn.Region}.")
        : null;

    private static List<string> Unlisted(ClusterKey key) => key.CloudTrail.Trails.TryGet(out _, out var absence)
        ? []
        : [$"The trails of account {key.Arn.AccountId} in {key.Arn.Region} could not be listed. {absence.Cause}"];

    private static Ternary RecordsEverything(ClusterKey key, TrailRecorder trail)
    {
        if (key.CloudTrail.Details.FirstOrDefault(details => details.TrailArn == trail.Arn)?.Selectors.Value is not { } selectors)
        {
            return Ternary.Unknown;
        }

        var classic = selectors.Classic.Where(selector => selector.IncludeManagementEvents && selector.ExcludeManagementEventSources.IsEmpty).Select(selector => selector.ReadWriteType).ToList();
        var advanced = selectors.Advanced.Where(selector =>
            FieldMatch.Holds(selector, "eventCategory", "Management") && selector.FieldSelectors.All(condition => FieldMatch.IsOneOf(condition.Field, "eventCategory", "readOnly"))).ToList();
        bool Records(string word, string readOnly) =>
            classic.Exists(type => type.Equals("All", StringComparison.OrdinalIgnoreCase) || type.Equals(word, StringComparison.OrdinalIgnoreCase))
            || advanced.Exists(selector => FieldMatch.Holds(selector, "readOnly", readOnly));

        // Without any selector AWS records all management events.
        return (selectors.Classic.IsEmpty && selectors.Advanced.IsEmpty) || (Records("ReadOnly", "true") && Records("WriteOnly", "false")) ? Ternary.Yes : Ternary.No;
    }

    private static Ternary Least(params ReadOnlySpan<Ternary> all)
    {
        var least = all[0];
        foreach (var each in all)
        {
            least = each < least ? each : least;
        }

        return least;
    }
}
