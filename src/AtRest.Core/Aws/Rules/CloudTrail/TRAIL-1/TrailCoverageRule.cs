using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Event history alone keeps 90 days (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html), so a trail or event data store is needed.</summary>
internal sealed class TrailCoverageRule : TrailRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-1",
        Title = "CloudTrail records events in the key's region",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
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
            : Outcome.Unknown($"Whether anything records events in {key.Arn.Region} for account {key.Arn.AccountId} could not be seen. {string.Join(' ', doubts)}") with
            {
                Remedy = "Let the audit role read CloudTrail (cloudtrail:DescribeTrails, GetTrailStatus, ListEventDataStores, GetEventDataStore). For an organization trail, declare the account that owns it under aws.",
            };
    }

    private static Outcome Missing(ClusterKey key, RecorderSet recorders)
    {
        var (account, region) = (key.Arn.AccountId, key.Arn.Region);
        var failure = Outcome.Fail("") with
        {
            Consequence = "Use and misuse of the key leave no record beyond the 90 days of the event history. Camunda makes the customer responsible for this record.",
        };
        if (recorders.Covering.OfType<TrailRecorder>().FirstOrDefault() is { } stopped)
        {
            return With(failure, $"The {stopped.Name} covers {region}, but it is not logging, and nothing else records there.{recorders.StoresRemark}", TrailRemedy.Restart(stopped, account));
        }

        if (recorders.Covering.OfType<StoreRecorder>().FirstOrDefault() is { } store)
        {
            var (advice, operation) = Resumed(store);
            return failure with
            {
                Message = $"The {store.Name} covers {region}, but its status is {store.Store.Status}, and nothing else records there.{recorders.StoresRemark}",
                Remedy = operation is null
                    ? $"Wait some minutes and audit again. If its status stays the same, do without it. {NewTrail.Advice}"
                    : advice + Owners.Remark(store.Arn, account),
                RemedyCode = operation is null
                    ? NewTrail.Commands(key.Arn)
                    : AwsCli.Command("cloudtrail", operation, "--event-data-store", store.Arn, "--region", store.HomeRegion ?? region),
            };
        }

        if (recorders.Trails.OrderBy(trail => trail.Arn, StringComparer.Ordinal).FirstOrDefault() is { } elsewhere)
        {
            return With(failure, $"No trail of account {account} covers {region}: trail '{elsewhere.Name}' records {elsewhere.HomeRegion} only.{recorders.StoresRemark}", TrailRemedy.MultiRegion(elsewhere, account));
        }

        return With(failure, $"Account {account} has no trail and no event data store that covers {region}, the region of the {key.Designation}.{recorders.StoresRemark}", TrailRemedy.Create(key.Arn));
    }

    private static Outcome With(Outcome failure, string message, TrailRemedy remedy) => failure with { Message = message, Remedy = remedy.Advice, RemedyCode = remedy.Code };

    /// <summary>What brings a store back, by its status (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/query-eds-stop-ingestion.html); no operation where it is on its way or its status is not known.</summary>
    private static (string Advice, string? Operation) Resumed(StoreRecorder store) => store.Store.Status switch
    {
        "STOPPED_INGESTION" => ("Start its ingestion again, or create a trail.", "start-event-data-store-ingestion"),
        "PENDING_DELETION" => ("Restore it before AWS deletes it with all its events, or create a trail.", "restore-event-data-store"),
        _ => ("", null),
    };
}
