using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The log group of CloudWatch Logs to which a trail sends its events beside the files in its bucket.</summary>
/// <param name="Arn">As the trail names it.</param>
/// <param name="Name">For messages.</param>
/// <param name="Arrives">Whether the events of the last 24 hours arrived there: a group that gets nothing keeps nothing.</param>
/// <param name="Arrival">What was seen of that, as a sentence.</param>
internal sealed record LogGroupPlace(string Arn, string Name, Ternary Arrives, string Arrival)
{
    /// <summary>Null if the trail has none.</summary>
    public static LogGroupPlace? Of(RuleContext context, TrailRecorder recorder)
    {
        if (recorder.Trail.CloudWatchLogsLogGroupArn is not { Length: > 0 } arn)
        {
            return null;
        }

        var name = NameOf(arn);
        var (arrives, arrival) = (recorder.Delivery?.LatestCloudWatchLogsDeliveryError, recorder.Delivery?.LatestCloudWatchLogsDeliveryTime) switch
        {
            ({ Length: > 0 } error, _) => (Ternary.No, $"The delivery to log group '{name}' fails: {error}."),
            (_, { } last) when last >= LogDeliveryRule.Earliest(context) => (Ternary.Yes, $"Events of {recorder.Region} last reached log group '{name}' on {Wording.Minute(last)}."),
            (_, { } last) => (Ternary.No, $"Events of {recorder.Region} last reached log group '{name}' on {Wording.Minute(last)}, too long ago."),
            _ when recorder.Delivery is null => (Ternary.Unknown, $"When events of {recorder.Region} last reached log group '{name}' could not be seen."),
            _ => (Ternary.Unknown, $"AWS did not say when events last reached log group '{name}'."),
        };
        return new LogGroupPlace(arn, name, arrives, arrival);
    }

    /// <summary>Whether it keeps the events for as long as is asked for (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html).</summary>
    public Outcome Judge(RuleContext context)
    {
        var needed = context.Parameters.RetentionDays;
        var group = context.Evidence.LogGroup(Arn).Group;
        var outcome = !group.TryGet(out var value, out var absence)
            ? absence.Kind == AbsenceKind.NotFound
                ? Outcome.Fail($"Its log group '{Name}' does not exist.")
                : Outcome.Unknown($"For how long its log group '{Name}' keeps the events could not be seen. {absence.Cause}")
            : Judge(value, needed);
        return outcome with { Evidence = [group.Reference] };
    }

    private Outcome Judge(LogGroup group, int needed)
    {
        var days = group.RetentionInDays ?? RetentionEstimate.Forever;
        if (days < needed)
        {
            return Outcome.Fail($"Its log group '{Name}' keeps them {RetentionEstimate.Words(days)} only.");
        }

        // Where AWS tells neither of a delivery nor of an error nothing speaks against the log group; TRAIL-6 says that nothing was told.
        return Arrives == Ternary.No
            ? Outcome.Fail($"Its log group does not count. {Arrival}")
            : Outcome.Pass($"log group '{Name}' of CloudWatch Logs keeps its events {RetentionEstimate.Words(days)}");
    }

    private static string NameOf(string arn) => KeyPolicies.Naming.Arn.TryParse(arn, out var parsed) && parsed.Resource.Split(':') is ["log-group", var name, ..] ? name : arn;
}
