using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>A trail that is logging may still deliver nothing, and nothing in one Region while it delivers in others (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html).</summary>
internal sealed class LogDeliveryRule() : RecordRule(LogDeliveryRule.Judge)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-6",
        Title = "Log files arrive",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    private const int MaximalSilenceInHours = 24;

    /// <summary>What was delivered before is too long ago.</summary>
    internal static DateTimeOffset Earliest(RuleContext context) => context.AuditedAt.AddHours(-MaximalSilenceInHours);

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        if (recorder is not TrailRecorder trail)
        {
            return Outcome.NotApplicable($"The record rests on the {recorder.Name}, which takes in events by itself and delivers no log files.");
        }

        var outcome = trail.Delivery is { } status
            ? Judge(context, trail, status)
            : Outcome.Unknown($"Whether the {trail.Name} delivers the log files of {trail.Region} could not be seen. {trail.WhyNoDelivery}") with
            {
                Remedy = $"Let the audit role call cloudtrail:GetTrailStatus in {trail.Region}, then audit again.",
            };
        return outcome with { Message = $"{outcome.Message}{LogGroupRemark(context, key, trail)}" };
    }

    private static Outcome Judge(RuleContext context, TrailRecorder trail, TrailStatus status)
    {
        if (!string.IsNullOrEmpty(status.LatestDeliveryError))
        {
            return Failure(trail, $"The {trail.Name} cannot deliver the log files of {trail.Region} to bucket '{trail.Trail.S3BucketName}': {status.LatestDeliveryError}.");
        }

        var earliest = Earliest(context);
        return (status.LatestDeliveryTime, status.StartLoggingTime) switch
        {
            ({ } last, _) when last >= earliest => Outcome.Pass($"The {trail.Name} last delivered log files of {trail.Region} on {Wording.Minute(last)}."),
            ({ } last, _) => Failure(trail, $"The {trail.Name} last delivered log files of {trail.Region} on {Wording.Minute(last)}, more than {MaximalSilenceInHours} hours before this audit."),
            (null, null) => Outcome.Unknown($"AWS did not say when the {trail.Name} last delivered log files of {trail.Region}, nor since when it has been logging."),
            (null, { } start) when start > earliest => Outcome.Unknown($"The {trail.Name} has been logging since {Wording.Minute(start)} only and has not delivered anything of {trail.Region} yet. Audit again in some hours."),
            (null, { } start) => Failure(trail, $"The {trail.Name} has been logging since {Wording.Minute(start)} and has never delivered a log file of {trail.Region}."),
        };
    }

    /// <summary>
    /// The files are judged whichever place TRAIL-3 rests on: a trail that cannot write them is broken. A log group that gets no events is no place to rest on.
    /// </summary>
    private static string LogGroupRemark(RuleContext context, ClusterKey key, TrailRecorder trail) =>
        LogGroupPlace.Of(context, trail) is { } place && (place.Arrives == Ternary.No || TrailRetention.Of(context, key, trail).LogGroup is not null) ? $" {place.Arrival}" : "";

    private static Outcome Failure(TrailRecorder trail, string message) => Outcome.Fail(message) with
    {
        Consequence = "The trail is on, but its record is not written: the use of the key is lost from sight once the event history's 90 days are over.",
        Remedy = "Check that the bucket exists, that its policy lets CloudTrail write (s3:GetBucketAcl, s3:PutObject for cloudtrail.amazonaws.com), and that the key that encrypts the logs lets CloudTrail use it.",
        RemedyCode = AwsCli.Command("cloudtrail", "get-trail-status", "--name", trail.Arn, "--region", trail.Region),
    };
}
