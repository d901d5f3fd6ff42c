using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Camunda's documentation tells customers to store logs beyond 90 days (https://docs.camunda.io/docs/components/saas/byok/faq-and-troubleshooting/).</summary>
internal sealed class LogRetentionRule(RecordChoice choose) : RecordRule(LogRetentionRule.Judge, choose)
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-3",
        Title = "The CloudTrail record of key use is kept for the required time",
        Level = RuleLevel.Required,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    /// <summary>The longest retention of an event data store, for each of the two pricing options (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateEventDataStore.html).</summary>
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
        Consequence = "You cannot show who used or changed the key before that time. Camunda's documentation tells customers to store logs beyond 90 days.",
    };

    private static Outcome Judge(RuleContext context, ClusterKey key, StoreRecorder recorder)
    {
        var needed = context.Parameters.RetentionDays;
        return recorder.Store.RetentionPeriodInDays switch
        {
            null => Outcome.Unknown($"AWS did not return the retention period of the {recorder.Name}."),
            { } days when days >= needed => Outcome.Pass($"The {recorder.Name} keeps its events for {Wording.Days(days)}. Required: {Wording.Days(needed)}."),
            { } days => Failure($"The {recorder.Name} keeps its events only for {Wording.Days(days)}. Required: {Wording.Days(needed)}.") with
            {
                Remedy = needed > LongestOfStores
                    ? $"An event data store keeps events for at most {Wording.Days(LongestOfStores)}, which is less than required. {NewTrail.Advice}"
                    : $"Raise the retention period of the event data store.{(needed > LongestOfFixedPrice ? $" More than {Wording.Days(LongestOfFixedPrice)} require one-year extendable retention pricing, which the command sets. You cannot change an event data store back from it." : "")}{Owners.Remark(recorder.Arn, key.Arn.AccountId)}",
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
