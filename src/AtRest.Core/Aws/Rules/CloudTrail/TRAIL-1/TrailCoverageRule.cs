using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>The CloudTrail event history keeps only 90 days (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html), so a trail or event data store is needed.</summary>
internal sealed class TrailCoverageRule : TrailRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-1",
        Title = "CloudTrail records events in the region of the KMS key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override Outcome Judge(RuleContext context, ClusterKey key, RecorderSet recorders) => Judge(key, recorders);

    internal static Outcome Judge(ClusterKey key, RecorderSet recorders)
    {
        if (recorders.Covering.FirstOrDefault(recorder => recorder.IsLogging == Ternary.Yes) is { } active)
        {
            return Outcome.Pass($"The {active.Name} is logging and covers {key.Arn.Region}, the region of the {key.Designation}.");
        }

        var doubts = recorders.Unseen.AddRange(recorders.Covering.Where(recorder => recorder.IsLogging == Ternary.Unknown).SelectMany(recorder => recorder.Causes.Take(1)));
        return doubts.IsEmpty
            ? Missing(key, recorders)
            : Outcome.Unknown($"Whether a trail or event data store records events in {key.Arn.Region} for account {key.Arn.AccountId} could not be determined. {string.Join(' ', doubts)}") with
            {
                Remedy = "Give the audit role permission to read CloudTrail (cloudtrail:DescribeTrails, GetTrailStatus, ListEventDataStores, GetEventDataStore). For an organization trail, declare the account that owns the trail under aws in the inventory.",
            };
    }

    private static Outcome Missing(ClusterKey key, RecorderSet recorders)
    {
        var (account, region) = (key.Arn.AccountId, key.Arn.Region);
        var failure = Outcome.Fail("") with
        {
            Consequence = "There is no record of the key's use and misuse beyond the 90 days of the event history. According to Camunda, the customer is responsible for this record.",
        };
        if (recorders.Covering.OfType<TrailRecorder>().FirstOrDefault() is { } stopped)
        {
            return With(failure, $"The {stopped.Name} covers {region}, but it is not logging. No other trail or event data store records there.{recorders.StoresRemark}", TrailRemedy.Restart(stopped, account));
        }

        if (recorders.Covering.OfType<StoreRecorder>().FirstOrDefault() is { } store)
        {
            var (advice, operation) = Resumed(store);
            return failure with
            {
                Message = $"The {store.Name} covers {region}, but its status is {store.Store.Status}. No other trail or event data store records there.{recorders.StoresRemark}",
                Remedy = operation is null
                    ? $"Wait a few minutes, then audit again. If the status is the same, use a trail instead. {NewTrail.Advice}"
                    : advice + Owners.Remark(store.Arn, account),
                RemedyCode = operation is null
                    ? NewTrail.Commands(key.Arn)
                    : AwsCli.Command("cloudtrail", operation, "--event-data-store", store.Arn, "--region", store.HomeRegion ?? region),
            };
        }

        if (recorders.Trails.OrderBy(trail => trail.Arn, StringComparer.Ordinal).FirstOrDefault() is { } elsewhere)
        {
            return With(failure, $"No trail of account {account} covers {region}: trail '{elsewhere.Name}' records only {elsewhere.HomeRegion}.{recorders.StoresRemark}", TrailRemedy.MultiRegion(elsewhere, account));
        }

        return With(failure, $"Account {account} has no trail and no event data store that covers {region}, the region of the {key.Designation}.{recorders.StoresRemark}", TrailRemedy.Create(key.Arn));
    }

    private static Outcome With(Outcome failure, string message, TrailRemedy remedy) => failure with { Message = message, Remedy = remedy.Advice, RemedyCode = remedy.Code };

    /// <summary>How to restore an event data store, by its status (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-eds-stop-ingestion.html); without an operation if it is starting or its status is not supported.</summary>
    private static (string Advice, string? Operation) Resumed(StoreRecorder store) => store.Store.Status switch
    {
        "STOPPED_INGESTION" => ("Start its ingestion again, or create a trail.", "start-event-data-store-ingestion"),
        "PENDING_DELETION" => ("Restore it before AWS deletes it with all of its events, or create a trail.", "restore-event-data-store"),
        _ => ("", null),
    };
}
