using AtRest.Core.Inventory;
using AtRest.KeyPolicies;

namespace AtRest.Core.Rules.CloudTrail;

/// <summary>Every call on a key is a management event, read or write (https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html).</summary>
internal sealed class KeyEventsRecordedRule : TrailRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-2",
        Title = "CloudTrail records every use and every change of the key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    protected override Outcome Judge(RuleContext context, ClusterKey key, RecorderSet recorders)
    {
        if (TrailCoverageRule.Judge(key, recorders).Status == FindingStatus.Fail)
        {
            return Outcome.NotApplicable($"Nothing records events in {key.Arn.Region} (see TRAIL-1), so there are no selectors to judge.");
        }

        if (RecordOption.Complete(recorders) is [var complete, ..])
        {
            return Outcome.Pass(complete.Members is [var single]
                ? $"The {single.Name} records all management events of AWS KMS in {key.Arn.Region}, read and write."
                : $"The {complete.Name} together record all management events of AWS KMS in {key.Arn.Region}: none does so alone, but what one leaves out the other records.");
        }

        var gaps = recorders.Covering
            .Where(recorder => recorder.IsLogging != Ternary.No && recorder.Coverage.Gap.Length > 0)
            .Select(recorder => $"The {recorder.Name} {recorder.Coverage.Gap}.");
        return recorders.MayBeComplete
            ? Outcome.Unknown(string.Join(' ', [$"Whether all events of AWS KMS in {key.Arn.Region} are recorded could not be seen.", .. gaps, .. recorders.DoubtsBeyond([])])) with
            {
                Remedy = "Let the audit role read the selectors (cloudtrail:GetEventSelectors, GetEventDataStore). For an organization trail, declare the account that owns it under aws.",
            }
            : Failure(string.Join(' ', gaps) + recorders.StoresRemark, recorders, key.Arn.Region);
    }

    private static Outcome Failure(string gaps, RecorderSet recorders, string region)
    {
        var failure = Outcome.Fail(gaps) with
        {
            Consequence = "Who used or changed the key, and when, cannot be shown afterwards.",
        };
        var recorder = recorders.Covering.First(recorder => recorder.IsLogging != Ternary.No);
        return recorder is TrailRecorder trail
            ? failure with
            {
                Remedy = "Record all management events, AWS KMS included. The command replaces all selectors of the trail: add those for data events that you want to keep.",
                RemedyCode = trail.HasAdvancedSelectors ? Command(trail, "--advanced-event-selectors", AllAdvanced) : Command(trail, "--event-selectors", AllClassic),
            }
            : failure with
            {
                Remedy = "Record all management events, AWS KMS included. The command replaces all selectors of the event data store.",
                RemedyCode = AwsCli.Command("cloudtrail", "update-event-data-store", "--event-data-store", recorder.Arn, "--advanced-event-selectors", AllAdvanced, "--region", ((StoreRecorder)recorder).HomeRegion ?? region),
            };
    }

    private const string AllClassic = """[{"ReadWriteType":"All","IncludeManagementEvents":true,"ExcludeManagementEventSources":[]}]""";
    private const string AllAdvanced = """[{"Name":"All management events","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]""";

    private static string Command(TrailRecorder trail, string option, string selectors) =>
        AwsCli.Command("cloudtrail", "put-event-selectors", "--trail-name", trail.Arn, option, selectors, "--region", trail.Trail.HomeRegion);
}
