using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// A record that is encrypted with the cluster's own key ends when somebody disables that key, just when it matters
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html).
/// </summary>
internal sealed class RecordKeyRule() : RecordRule(RecordKeyRule.Judge)
{
    private const string OtherKey = "YOUR-LOG-KEY-ARN";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-7",
        Title = "The record does not depend on the cluster's own key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder) => recorder switch
    {
        TrailRecorder trail => Judge(context, key, trail),
        StoreRecorder store => Judge(context, key, store),
        _ => throw new InvalidOperationException($"It is not known which key encrypts {recorder.GetType().Name}."),
    };

    private static Outcome Judge(RuleContext context, ClusterKey key, TrailRecorder recorder)
    {
        var (ofFiles, doubt) = OwnKey(context, recorder.Trail.KmsKeyId);
        var place = LogGroupPlace.Of(context, recorder);
        var group = place is null ? null : context.Evidence.LogGroup(place.Arn).Group;
        var (ofGroup, groupDoubt) = OwnKey(context, group?.Value?.KmsKeyId);
        var outcome = (ofFiles, ofGroup) switch
        {
            ({ } own, _) => Failure(
                $"The log files of the {recorder.Name} are encrypted with the cluster's {own.Designation}, {own.Arn.Value}{(ofGroup is null ? "" : $", and so is its log group '{place!.Name}'")}.",
                $"Encrypt the trail with another key. That key's policy must let CloudTrail encrypt with it, and the readers of the log files decrypt. Replace {OtherKey}. Keep the cluster's key: the files written so far need it.",
                [
                    AwsCli.Command("cloudtrail", "update-trail", "--name", recorder.Arn, "--kms-key-id", OtherKey, "--region", recorder.Trail.HomeRegion),
                    .. ofGroup is null ? Array.Empty<string>() : [Associate(place!)],
                ]),
            (null, { } own) => Failure(
                $"The log group '{place!.Name}' of the {recorder.Name} is encrypted with the cluster's {own.Designation}, {own.Arn.Value}.",
                $"Encrypt the log group with another key, whose policy lets logs.REGION.amazonaws.com use it. Replace {OtherKey}. Keep the cluster's key: the events stored so far need it.",
                [Associate(place!)]),
            _ when (doubt ?? groupDoubt) is { } alias => Outcome.Unknown($"Whether the {recorder.Name} depends on the cluster's own key could not be seen: it is encrypted with '{alias}', and which key that names was not read.") with
            {
                Remedy = "Look up the key behind that name, and give the trail another one if it is the cluster's.",
            },
            _ when group is { Value: null } && TrailRetention.Of(context, key, recorder).LogGroup is not null =>
                group.Unread($"Which key encrypts the log group '{place!.Name}' of the {recorder.Name}"),
            _ => Outcome.Pass($"The log files of the {recorder.Name} are {Encryption(recorder.Trail.KmsKeyId)}.{OfGroup(place, group)}"),
        };
        return group is null ? outcome : outcome with { Evidence = [group.Reference] };
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, StoreRecorder recorder)
    {
        var region = recorder.HomeRegion ?? key.Arn.Region;
        return OwnKey(context, recorder.Store.KmsKeyId) switch
        {
            ({ } own, _) => Failure(
                $"The {recorder.Name} is encrypted with the cluster's {own.Designation}, {own.Arn.Value}.",
                $"The key of an event data store never changes. Create another one with another key, or a trail. The other key's policy must let CloudTrail use it. Replace {OtherKey}. Keep this store until its events are no longer needed.",
                [
                    AwsCli.Command(
                        "cloudtrail", "create-event-data-store", "--name", "key-use", "--multi-region-enabled", "--retention-period", $"{Math.Max(recorder.Store.RetentionPeriodInDays ?? 0, context.Parameters.RetentionDays)}",
                        "--termination-protection-enabled", "--kms-key-id", OtherKey, "--region", region),
                ]),
            (null, { } alias) => Outcome.Unknown($"Whether the {recorder.Name} depends on the cluster's own key could not be seen: it is encrypted with '{alias}', and which key that names was not read.") with
            {
                Remedy = "Look up the key behind that name.",
            },
            _ => Outcome.Pass($"The {recorder.Name} is {Encryption(recorder.Store.KmsKeyId)}."),
        };
    }

    /// <summary>The cluster's key that a resource names, or the name if it may be that of any key.</summary>
    private static (ClusterKey? Own, string? Doubt) OwnKey(RuleContext context, string? named)
    {
        if (string.IsNullOrEmpty(named))
        {
            return (null, null);
        }

        // CloudTrail answers with ARNs; a bare id is believed to be one of this account and region.
        var own = context.Keys.FirstOrDefault(key => key.Arn.Value == named || key.Arn.KeyId == named);
        return own is not null ? (own, null)
            : named.Contains("alias/", StringComparison.Ordinal) ? (null, named)
            : (null, null);
    }

    private static string Associate(LogGroupPlace place) =>
        AwsCli.Command("logs", "associate-kms-key", "--log-group-name", place.Name, "--kms-key-id", OtherKey, "--region", Arn.TryParse(place.Arn, out var arn) ? arn.Region : "REGION");

    private static string Encryption(string? named) => string.IsNullOrEmpty(named) ? "encrypted with a key of AWS's own" : $"encrypted with the key {named}, which is not one of the cluster's";

    private static string OfGroup(LogGroupPlace? place, Collected<Evidence.LogGroup>? group) => (place, group?.Value) switch
    {
        (null, _) => "",
        ({ } known, { } value) => $" Its log group '{known.Name}' is {Encryption(value.KmsKeyId)}.",
        ({ } known, null) => $" Which key encrypts its log group '{known.Name}' could not be seen; the log files do not need it.",
    };

    private static Outcome Failure(string message, string remedy, IReadOnlyList<string> commands) => Outcome.Fail($"{message} {Danger}") with
    {
        Consequence = "Someone who disables the key or schedules its deletion stops the cluster and blinds the record at the same time: who did it, and what happened afterwards, may never be shown.",
        Remedy = remedy,
        RemedyCode = string.Join('\n', commands),
    };

    private const string Danger = "While that key is disabled, CloudTrail can write nothing there, and nobody can read what is there.";
}
