using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>A trail that is logging may still deliver nothing (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html).</summary>
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

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        if (recorder is not TrailRecorder { Status: { } status } trail)
        {
            return Outcome.NotApplicable($"The record rests on the {recorder.Name}, which takes in events by itself and delivers no log files.");
        }

        if (!string.IsNullOrEmpty(status.LatestDeliveryError))
        {
            return Failure(trail, $"The {recorder.Name} cannot deliver its log files to bucket '{trail.Trail.S3BucketName}': {status.LatestDeliveryError}.");
        }

        var earliest = context.AuditedAt.AddHours(-MaximalSilenceInHours);
        return (status.LatestDeliveryTime, status.StartLoggingTime) switch
        {
            ({ } last, _) when last >= earliest => Outcome.Pass($"The {recorder.Name} last delivered log files on {Wording.Minute(last)}."),
            ({ } last, _) => Failure(trail, $"The {recorder.Name} last delivered log files on {Wording.Minute(last)}, more than {MaximalSilenceInHours} hours before this audit."),
            (null, null) => Outcome.Unknown($"AWS did not say when the {recorder.Name} last delivered log files, nor since when it has been logging."),
            (null, { } start) when start > earliest => Outcome.Unknown($"The {recorder.Name} has been logging since {Wording.Minute(start)} only and has not delivered anything yet. Audit again in some hours."),
            (null, { } start) => Failure(trail, $"The {recorder.Name} has been logging since {Wording.Minute(start)} and has never delivered a log file."),
        };
    }

    private static Outcome Failure(TrailRecorder trail, string message) => Outcome.Fail(message) with
    {
        Consequence = "The trail is on, but its record is not written: the use of the key is lost from sight once the event history's 90 days are over.",
        Remedy = "Check that the bucket exists, that its policy lets CloudTrail write (s3:GetBucketAcl, s3:PutObject for cloudtrail.amazonaws.com), and that the key that encrypts the logs lets CloudTrail use it.",
        RemedyCode = AwsCli.Command("cloudtrail", "get-trail-status", "--name", trail.Arn, "--region", trail.Trail.HomeRegion),
    };
}
