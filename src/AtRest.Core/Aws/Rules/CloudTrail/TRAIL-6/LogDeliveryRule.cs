using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>A trail that is logging can still fail to deliver log files, in all regions or in one (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_GetTrailStatus.html).</summary>
internal sealed class LogDeliveryRule(RecordChoice choose) : RecordRule(LogDeliveryRule.Judge, choose)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-6",
        Title = "CloudTrail delivers log files",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const int MaximalSilenceInHours = 24;

    /// <summary>A delivery before this time is too old.</summary>
    internal static DateTimeOffset Earliest(RuleContext context) => context.AuditedAt.AddHours(-MaximalSilenceInHours);

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        var access = RecordKeyAccess.Of(context, recorder);
        if (recorder is not TrailRecorder trail)
        {
            return access?.Fault is { } broken
                ? WithFault(Outcome.Fail($"The record is in the {recorder.Name}.{broken}"), access)
                : Outcome.NotApplicable($"The record is in the {recorder.Name}, which delivers no log files.{access?.Remark}") with { Evidence = access?.Evidence ?? [] };
        }

        var outcome = trail.Delivery is { } status
            ? Judge(context, trail, status)
            : Outcome.Unknown($"Whether the {trail.Name} delivers the log files of {trail.Region} could not be determined. {trail.WhyNoDelivery}") with
            {
                Remedy = $"Give the audit role permission to call cloudtrail:GetTrailStatus in {trail.Region}, then audit again.",
            };
        outcome = outcome with { Message = $"{outcome.Message}{LogGroupRemark(context, key, trail)}" };
        return access switch
        {
            null => outcome,
            { Fault: { } fault } => WithFault((outcome.Status == FindingStatus.Fail ? outcome : Outcome.Fail(outcome.Message)) with { Message = outcome.Message + fault }, access),
            { Remark: var remark } => outcome with { Message = outcome.Message + remark, Evidence = access.Evidence },
        };
    }

    private static Outcome WithFault(Outcome outcome, RecordKeyAccess access) => outcome with
    {
        Consequence = "From now on, the record is not written or cannot be read. After the 90 days of the CloudTrail event history, there is no record of the key's use.",
        Remedy = access.Remedy,
        RemedyCode = access.RemedyCode,
        Evidence = access.Evidence,
    };

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
            (null, null) => Outcome.Unknown($"AWS returned neither when the {trail.Name} last delivered log files of {trail.Region}, nor since when it has been logging."),
            (null, { } start) when start > earliest => Outcome.Unknown($"The {trail.Name} has been logging only since {Wording.Minute(start)} and has not yet delivered log files of {trail.Region}. Audit again in a few hours."),
            (null, { } start) => Failure(trail, $"The {trail.Name} has been logging since {Wording.Minute(start)} and has never delivered a log file of {trail.Region}."),
        };
    }

    /// <summary>
    /// The files are judged even if TRAIL-3 passes by the log group, because a trail that cannot write files is broken. The delivery to the log group is added if it matters.
    /// </summary>
    private static string LogGroupRemark(RuleContext context, ClusterKey key, TrailRecorder trail) =>
        LogGroupPlace.Of(context, trail) is { } place && (place.Arrives == Ternary.No || TrailRetention.Of(context, key, trail).LogGroup is not null) ? $" {place.Arrival}" : "";

    private static Outcome Failure(TrailRecorder trail, string message) => Outcome.Fail(message) with
    {
        Consequence = "The trail is on, but its log files are not written. After the 90 days of the CloudTrail event history, there is no record of the key's use.",
        Remedy = "Check that the bucket exists and that its policy lets CloudTrail write (s3:GetBucketAcl, s3:PutObject for cloudtrail.amazonaws.com). Also check that the key that encrypts the logs lets CloudTrail use it.",
        RemedyCode = AwsCli.Command("cloudtrail", "get-trail-status", "--name", trail.Arn, "--region", trail.Region),
    };
}
