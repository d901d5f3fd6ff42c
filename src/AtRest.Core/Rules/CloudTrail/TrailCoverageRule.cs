using AtRest.Core.Inventory;
using AtRest.KeyPolicies;

namespace AtRest.Core.Rules.CloudTrail;

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
            return failure with
            {
                Message = $"The {stopped.Name} covers {region}, but it is not logging, and nothing else records there.{recorders.StoresRemark}",
                Remedy = "Start logging again.",
                RemedyCode = AwsCli.Command("cloudtrail", "start-logging", "--name", stopped.Arn, "--region", stopped.Trail.HomeRegion),
            };
        }

        if (recorders.Covering.OfType<StoreRecorder>().FirstOrDefault() is { } store)
        {
            return failure with
            {
                Message = $"The {store.Name} covers {region}, but its status is {store.Store.Status}, and nothing else records there.{recorders.StoresRemark}",
                Remedy = "Start its ingestion again, or create a trail.",
                RemedyCode = AwsCli.Command("cloudtrail", "start-event-data-store-ingestion", "--event-data-store", store.Arn, "--region", store.HomeRegion ?? region),
            };
        }

        if (recorders.Trails.OrderBy(trail => trail.Arn, StringComparer.Ordinal).FirstOrDefault() is { } elsewhere)
        {
            return failure with
            {
                Message = $"No trail of account {account} covers {region}: trail '{elsewhere.Name}' records {elsewhere.HomeRegion} only.{recorders.StoresRemark}",
                Remedy = "Make the trail a multi-Region one.",
                RemedyCode = AwsCli.Command("cloudtrail", "update-trail", "--name", elsewhere.Arn, "--is-multi-region-trail", "--region", elsewhere.HomeRegion),
            };
        }

        return failure with
        {
            Message = $"Account {account} has no trail and no event data store that covers {region}, the region of the {key.Designation}.{recorders.StoresRemark}",
            Remedy = "Create a multi-Region trail with log file validation and start it. CloudTrail needs a bucket that it may write to.",
            RemedyCode = AwsCli.Command("cloudtrail", "create-trail", "--name", "key-use", "--s3-bucket-name", "YOUR-LOG-BUCKET", "--is-multi-region-trail", "--enable-log-file-validation", "--region", region)
                + "\n" + AwsCli.Command("cloudtrail", "start-logging", "--name", "key-use", "--region", region),
        };
    }
}
