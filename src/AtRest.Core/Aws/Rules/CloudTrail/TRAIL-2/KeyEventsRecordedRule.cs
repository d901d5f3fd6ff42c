using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Every call for a key is a read or write management event (https://docs.aws.amazon.com/kms/latest/developerguide/logging-using-cloudtrail.html).</summary>
internal sealed class KeyEventsRecordedRule : TrailRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-2",
        Title = "CloudTrail records the use of the KMS key and all changes to it",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    protected override Outcome Judge(RuleContext context, ClusterKey key, RecorderSet recorders)
    {
        if (TrailCoverageRule.Judge(key, recorders).Status == FindingStatus.Fail)
        {
            return Outcome.NotApplicable($"No trail or event data store records events in {key.Arn.Region} (see TRAIL-1), so there are no selectors to judge.");
        }

        if (RecordOption.Complete(recorders) is [var complete, ..])
        {
            return Outcome.Pass(complete.Members is [var single]
                ? $"The {single.Name} records all read and write management events of AWS KMS in {key.Arn.Region}."
                : $"The {complete.Name} together record all management events of AWS KMS in {key.Arn.Region}. Neither records all of them alone.");
        }

        var gaps = recorders.Covering
            .Where(recorder => recorder.IsLogging != Ternary.No && recorder.Coverage.Gap.Length > 0)
            .Select(recorder => $"The {recorder.Name} {recorder.Coverage.Gap}.");
        return recorders.MayBeComplete
            ? Outcome.Unknown(string.Join(' ', [$"Whether all events of AWS KMS in {key.Arn.Region} are recorded could not be determined.", .. gaps, .. recorders.DoubtsBeyond([])])) with
            {
                Remedy = "Give the audit role permission to read the selectors (cloudtrail:GetEventSelectors, GetEventDataStore). For an organization trail, declare the account that owns the trail under aws in the inventory.",
            }
            : Failure(string.Join(' ', gaps) + recorders.StoresRemark, recorders, key.Arn);
    }

    private static Outcome Failure(string gaps, RecorderSet recorders, KmsKeyArn key)
    {
        var active = recorders.Covering.Where(recorder => recorder.IsLogging != Ternary.No).ToList();
        var (remedy, code) = (active.OfType<TrailRecorder>().FirstOrDefault(), active.OfType<StoreRecorder>().FirstOrDefault(SelectorCommands.CanRecordManagementEvents)) switch
        {
            ({ } trail, _) => (SelectorCommands.Advice + Owners.Remark(trail.Arn, key.AccountId), SelectorCommands.Of(trail)),
            (_, { } store) => (SelectorCommands.Advice + Owners.Remark(store.Arn, key.AccountId), SelectorCommands.Of(store, key.Region)),
            _ => (NewTrail.Advice, NewTrail.Commands(key)),
        };
        return Outcome.Fail(gaps) with
        {
            Consequence = "You cannot show afterwards who used or changed the key, and when.",
            Remedy = remedy,
            RemedyCode = code,
        };
    }
}
