using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.CloudTrail;

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

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder) => recorder switch
    {
        TrailRecorder { Trail.LogFileValidationEnabled: true } => Outcome.Pass($"Log file validation of the {recorder.Name} is on."),
        TrailRecorder trail => Outcome.Fail($"Log file validation of the {recorder.Name} is off.") with
        {
            Consequence = "Nobody can prove that a log file was not changed or deleted afterwards, so the record of key use convinces no auditor.",
            Remedy = "Turn log file validation on. It covers the files written from then on.",
            RemedyCode = AwsCli.Command("cloudtrail", "update-trail", "--name", trail.Arn, "--enable-log-file-validation", "--region", trail.Trail.HomeRegion),
        },
        _ => Outcome.NotApplicable($"The record rests on the {recorder.Name}, whose events cannot be changed: it writes no log files."),
    };
}
