using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Digest files show whether log files were changed or deleted (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html).</summary>
internal sealed class LogValidationRule() : RecordRule(LogValidationRule.Judge)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-4",
        Title = "Log file validation is on",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        if (recorder is not TrailRecorder trail)
        {
            return Outcome.NotApplicable($"The record rests on the {recorder.Name}, whose events cannot be changed: it writes no log files.");
        }

        var outcome = Judge(trail, key.Arn.AccountId);
        return outcome with { Message = outcome.Message + TrailRetention.Of(context, key, trail).Remark };
    }

    private static Outcome Judge(TrailRecorder trail, string account) => (trail.Trail.LogFileValidationEnabled, trail.Delivery?.LatestDigestDeliveryError) switch
    {
        (true, _) when trail.Delivery is null => Outcome.Unknown($"Log file validation of the {trail.Name} is on, but whether the digest files of {trail.Region}, on which it rests, are delivered could not be seen. {trail.WhyNoDelivery}") with
        {
            Remedy = $"Let the audit role call cloudtrail:GetTrailStatus in {trail.Region}, then audit again.",
        },
        (true, { Length: > 0 } error) => Unproven($"Log file validation of the {trail.Name} is on, but the digest files of {trail.Region}, on which it rests, cannot be delivered: {error}.") with
        {
            Remedy = "Check that the bucket's policy lets CloudTrail write below AWSLogs/ (s3:PutObject for cloudtrail.amazonaws.com), and that the key that encrypts the logs lets CloudTrail use it.",
            RemedyCode = AwsCli.Command("cloudtrail", "get-trail-status", "--name", trail.Arn, "--region", trail.Region),
        },
        (true, _) => Outcome.Pass($"Log file validation of the {trail.Name} is on."),
        _ => Unproven($"Log file validation of the {trail.Name} is off.") with
        {
            Remedy = $"Turn log file validation on. It covers the files written from then on.{Owners.Remark(trail.Arn, account)}",
            RemedyCode = AwsCli.Command("cloudtrail", "update-trail", "--name", trail.Arn, "--enable-log-file-validation", "--region", trail.Trail.HomeRegion),
        },
    };

    private static Outcome Unproven(string message) => Outcome.Fail(message) with
    {
        Consequence = "Nobody can prove that a log file was not changed or deleted afterwards, so the record of key use convinces no auditor.",
    };
}
