using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Digest files show whether log files were changed or deleted (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-log-file-validation-intro.html).</summary>
internal sealed class LogValidationRule(RecordChoice choose) : RecordRule(LogValidationRule.Judge, choose)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-4",
        Title = "CloudTrail log file validation is turned on",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder)
    {
        if (recorder is not TrailRecorder trail)
        {
            return Outcome.NotApplicable($"The record is in the {recorder.Name}, whose events cannot be changed. It writes no log files.");
        }

        var outcome = Judge(trail, key.Arn.AccountId);
        return outcome with { Message = outcome.Message + TrailRetention.Of(context, key, trail).Remark };
    }

    private static Outcome Judge(TrailRecorder trail, string account) => (trail.Trail.LogFileValidationEnabled, trail.Delivery?.LatestDigestDeliveryError) switch
    {
        (true, _) when trail.Delivery is null => Outcome.Unknown($"Log file validation of the {trail.Name} is on. Whether the required digest files of {trail.Region} are delivered could not be determined. {trail.WhyNoDelivery}") with
        {
            Remedy = $"Give the audit role permission to call cloudtrail:GetTrailStatus in {trail.Region}, then audit again.",
        },
        (true, { Length: > 0 } error) => Unproven($"Log file validation of the {trail.Name} is on, but the required digest files of {trail.Region} cannot be delivered: {error}.") with
        {
            Remedy = "Check that the bucket's policy lets CloudTrail write below AWSLogs/ (s3:PutObject for cloudtrail.amazonaws.com). Also check that the key that encrypts the logs lets CloudTrail use it.",
            RemedyCode = AwsCli.Command("cloudtrail", "get-trail-status", "--name", trail.Arn, "--region", trail.Region),
        },
        (true, _) => Outcome.Pass($"Log file validation of the {trail.Name} is turned on."),
        _ => Unproven($"Log file validation of the {trail.Name} is turned off.") with
        {
            Remedy = $"Turn on log file validation. It covers only new files.{Owners.Remark(trail.Arn, account)}",
            RemedyCode = AwsCli.Command("cloudtrail", "update-trail", "--name", trail.Arn, "--enable-log-file-validation", "--region", trail.Trail.HomeRegion),
        },
    };

    private static Outcome Unproven(string message) => Outcome.Fail(message) with
    {
        Consequence = "You cannot prove that a log file was not changed or deleted, so auditors may not accept the record of key use.",
    };
}
