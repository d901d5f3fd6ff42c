using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

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

    /// <summary>The longest retention of an event data store, with one pricing and the other (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateEventDataStore.html).</summary>
    private const int LongestOfStores = 3653;
    private const int LongestOfFixedPrice = 2557;

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
                Remedy = needed > LongestOfStores
                    ? $"An event data store keeps events for at most {Wording.Days(LongestOfStores)}, which is less than asked for. {NewTrail.Advice}"
                    : $"Raise the retention period of the event data store.{(needed > LongestOfFixedPrice ? $" More than {Wording.Days(LongestOfFixedPrice)} need the extendable retention pricing, which the command chooses: a store cannot go back from it." : "")}{Owners.Remark(recorder.Arn, key.Arn.AccountId)}",
                RemedyCode = needed > LongestOfStores ? NewTrail.Commands(key.Arn) : Raise(recorder, needed, key.Arn.Region),
            },
        };
    }

    private static string Raise(StoreRecorder store, int days, string keyRegion)
    {
        string[] pricing = days > LongestOfFixedPrice ? ["--billing-mode", "EXTENDABLE_RETENTION_PRICING"] : [];
        return AwsCli.Command(["cloudtrail", "update-event-data-store", "--event-data-store", store.Arn, "--retention-period", $"{days}", .. pricing, "--region", store.HomeRegion ?? keyRegion]);
    }
}
