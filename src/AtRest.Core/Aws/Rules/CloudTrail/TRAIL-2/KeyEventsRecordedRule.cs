using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

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
            Consequence = "Who used or changed the key, and when, cannot be shown afterwards.",
            Remedy = remedy,
            RemedyCode = code,
        };
    }
}
