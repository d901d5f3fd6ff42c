using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Core.Aws.Controls;
using AtRest.Core.Controls.Checks;
using AtRest.Core.Google.Controls;
using AtRest.Core.Rules;

namespace AtRest.Core.Controls;

/// <summary>
/// What controls ask for at their own thresholds, where that is not what a rule asks for. A check is a pure function like a rule; its outcomes have the
/// resources of the rule's findings.
/// </summary>
internal static class ControlChecks
{
    private static readonly FrozenDictionary<string, Func<RuleContext, int?, IEnumerable<Outcome>>> Known = new Dictionary<string, Func<RuleContext, int?, IEnumerable<Outcome>>>
    {
        ["anyTrail"] = (context, _) => TrailChecks.AnyTrail(context),
        ["multiRegionTrail"] = (context, _) => TrailChecks.MultiRegion(context),
        ["trailsValidated"] = (context, _) => TrailChecks.Validated(context),
        ["trailsEncrypted"] = (context, _) => TrailChecks.Encrypted(context),
        ["trailBucketsNotPublic"] = (context, _) => TrailChecks.BucketsNotPublic(context),
        ["auditLogHistory"] = (context, days) => LogHistoryCheck.Of(context, Needed(days)),
        ["automaticRotation"] = AwsKeyChecks.AutomaticRotation,
        ["notScheduledForDeletion"] = (context, _) => AwsKeyChecks.NotScheduledForDeletion(context),
        ["disablingWatched"] = (context, _) => DisablingChecks.Watched(context),
        ["disablingAlarm"] = (context, _) => DisablingChecks.Alarm(context),
        ["rotationWithin"] = (context, days) => GoogleKeyChecks.RotationWithin(context, Needed(days)),
        ["auditedBefore"] = (context, days) => EarlierAuditCheck.Of(context, Needed(days)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    /// <summary>Everything that the catalogue measures, for one cluster.</summary>
    public static ImmutableDictionary<(string Check, int? Days), ImmutableArray<Outcome>> Of(RuleContext context) => All.ToImmutableDictionary(key => key, key => Judge(context, key));

    private static readonly ImmutableArray<(string Check, int? Days)> All =
        [.. ControlCatalog.Frameworks.SelectMany(framework => framework.Controls).SelectMany(control => control.Measures).Select(measure => (measure.Check, measure.Days)).Distinct()];

    /// <summary>A check that breaks is a defect of ours: the report says that the control was not judged, and goes on.</summary>
    private static ImmutableArray<Outcome> Judge(RuleContext context, (string Check, int? Days) key)
    {
        try
        {
            return [.. Known[key.Check](context, key.Days)];
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return [Outcome.Unknown($"This is a fault in AtRest: the check {key.Check} failed ({exception.GetType().Name}: {exception.Message}). Please report it.")];
        }
    }

    private static int Needed(int? days) => days ?? throw new InvalidDataException("The control file names no days for a check that needs them.");
}
