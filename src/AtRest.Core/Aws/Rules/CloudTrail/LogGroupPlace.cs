using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The log group in CloudWatch Logs to which a trail sends its events, in addition to the files in its bucket.</summary>
/// <param name="Arn">The ARN in the trail.</param>
/// <param name="Name">For messages.</param>
/// <param name="Arrives">Whether events arrived there in the last 24 hours. A log group without events does not count as a record.</param>
/// <param name="Arrival">The arrival of events, as a sentence.</param>
internal sealed record LogGroupPlace(string Arn, string Name, Ternary Arrives, string Arrival)
{
    /// <summary>What was read about the key of the log group, if the key keeps events out.</summary>
    public ImmutableArray<EvidenceReference> KeyEvidence { get; init; } = [];

    /// <summary>Null if the trail has none.</summary>
    public static LogGroupPlace? Of(RuleContext context, TrailRecorder recorder)
    {
        if (recorder.Trail.CloudWatchLogsLogGroupArn is not { Length: > 0 } arn)
        {
            return null;
        }

        var name = NameOf(arn);
        if (LogGroupKey.Of(context.Evidence, arn, context.Keys.Select(key => key.Arn)) is { } locked)
        {
            return new LogGroupPlace(arn, name, Ternary.No, locked.Fault) { KeyEvidence = locked.Evidence };
        }

        var (arrives, arrival) = (recorder.Delivery?.LatestCloudWatchLogsDeliveryError, recorder.Delivery?.LatestCloudWatchLogsDeliveryTime) switch
        {
            ({ Length: > 0 } error, _) => (Ternary.No, $"The delivery to log group '{name}' fails: {error}."),
            (_, { } last) when last >= LogDeliveryRule.Earliest(context) => (Ternary.Yes, $"Events of {recorder.Region} last reached log group '{name}' on {Wording.Minute(last)}."),
            (_, { } last) => (Ternary.No, $"Events of {recorder.Region} last reached log group '{name}' on {Wording.Minute(last)}, which is more than 24 hours ago."),
            _ when recorder.Delivery is null => (Ternary.Unknown, $"When events of {recorder.Region} last reached log group '{name}' could not be determined."),
            _ => (Ternary.Unknown, $"AWS did not return when events last reached log group '{name}'."),
        };
        return new LogGroupPlace(arn, name, arrives, arrival);
    }

    /// <summary>Whether it keeps the events for the required time (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html).</summary>
    public Outcome Judge(RuleContext context)
    {
        var needed = context.Parameters.RetentionDays;
        var group = context.Evidence.LogGroup(Arn).Group;
        var outcome = !group.TryGet(out var value, out var absence)
            ? absence.Kind == AbsenceKind.NotFound
                ? Outcome.Fail($"Its log group '{Name}' does not exist.")
                : Outcome.Unknown($"The retention of its log group '{Name}' could not be read. {absence.Cause}")
            : Judge(value, needed);
        return outcome with { Evidence = [group.Reference, .. KeyEvidence] };
    }

    private Outcome Judge(LogGroup group, int needed)
    {
        var days = group.RetentionInDays ?? RetentionEstimate.Unlimited;
        if (days < needed)
        {
            return Outcome.Fail($"Its log group '{Name}' keeps them only {RetentionEstimate.Words(days)}.");
        }

        // If AWS returned neither a delivery nor an error, the log group counts. TRAIL-6 reports that nothing was returned.
        return Arrives == Ternary.No
            ? Outcome.Fail($"Its log group is not a usable record. {Arrival}")
            : Outcome.Pass($"log group '{Name}' of CloudWatch Logs keeps its events {RetentionEstimate.Words(days)}");
    }

    private static string NameOf(string arn) => KeyPolicies.Naming.Arn.TryParse(arn, out var parsed) && parsed.Resource.Split(':') is ["log-group", var name, ..] ? name : arn;
}
