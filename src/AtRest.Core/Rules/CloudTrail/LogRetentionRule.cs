using AtRest.Core.Inventory;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>Camunda asks for logs beyond 90 days (https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/).</summary>
internal sealed class LogRetentionRule() : RecordRule(LogRetentionRule.Judge)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-3",
        Title = "The record of key use is kept long enough",
        Level = RuleLevel.Required,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External,
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder) => recorder switch
    {
        TrailRecorder trail => TrailRetention.Of(context, key, trail).Outcome,
        StoreRecorder store => Judge(context, key, store),
        _ => throw new InvalidOperationException($"No retention is known for {recorder.GetType().Name}."),
    };

    internal static Outcome Failure(string message) => Outcome.Fail(message) with
    {
        Consequence = "What happened to the key earlier cannot be shown: not who used it, not who changed it. Camunda asks for logs stored beyond 90 days.",
    };

    private static Outcome Judge(RuleContext context, ClusterKey key, StoreRecorder recorder)
    {
        var needed = context.Parameters.RetentionDays;
        return recorder.Store.RetentionPeriodInDays switch
        {
            null => Outcome.Unknown($"AWS did not say for how long the {recorder.Name} keeps its events."),
            { } days when days >= needed => Outcome.Pass($"The {recorder.Name} keeps its events for {Wording.Days(days)}. Asked for: {Wording.Days(needed)}."),
            { } days => Failure($"The {recorder.Name} keeps its events for {Wording.Days(days)} only. Asked for: {Wording.Days(needed)}.") with
            {
                Remedy = "Raise the retention period of the event data store.",
                RemedyCode = AwsCli.Command("cloudtrail", "update-event-data-store", "--event-data-store", recorder.Arn, "--retention-period", $"{needed}", "--region", recorder.HomeRegion ?? key.Arn.Region),
            },
        };
    }
}
