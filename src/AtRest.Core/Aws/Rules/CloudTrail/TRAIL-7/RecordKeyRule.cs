using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// A record that is encrypted with the cluster's key ends when that key is disabled
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/encrypting-cloudtrail-log-files-with-aws-kms.html).
/// </summary>
internal sealed class RecordKeyRule(RecordChoice choose) : RecordRule(RecordKeyRule.Judge, choose)
{
    private const string OtherKey = "YOUR-LOG-KEY-ARN";

    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "TRAIL-7",
        Title = "The CloudTrail record does not depend on the cluster's key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    internal static Outcome Judge(RuleContext context, ClusterKey key, EventRecorder recorder) => recorder switch
    {
        TrailRecorder trail => Judge(context, key, trail),
        StoreRecorder store => Judge(context, key, store),
        _ => throw new InvalidOperationException($"The key of {recorder.GetType().Name} is not known."),
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
                $"Encrypt the trail with another key. The policy of that key must let CloudTrail encrypt, and let the readers of the log files decrypt. Replace {OtherKey} with its ARN. Keep the cluster's key, because the existing files need it.",
                [
                    AwsCli.Command("cloudtrail", "update-trail", "--name", recorder.Arn, "--kms-key-id", OtherKey, "--region", recorder.Trail.HomeRegion),
                    .. ofGroup is null ? Array.Empty<string>() : [Associate(place!, recorder)],
                ]),
            (null, { } own) => Failure(
                $"The log group '{place!.Name}' of the {recorder.Name} is encrypted with the cluster's {own.Designation}, {own.Arn.Value}.",
                $"Encrypt the log group with another key, whose policy lets logs.{RegionOf(place, recorder)}.amazonaws.com use it. Replace {OtherKey} with its ARN. Keep the cluster's key, because the stored events need it.",
                [Associate(place!, recorder)]),
            _ when (doubt ?? groupDoubt) is { } alias => Outcome.Unknown($"Whether the {recorder.Name} depends on the cluster's key could not be determined. It is encrypted with '{alias}', and the key behind that name was not read.") with
            {
                Remedy = "Look up the key behind that name. If it is the cluster's key, encrypt the trail with another key.",
            },
            _ when group is { Value: null } && TrailRetention.Of(context, key, recorder).LogGroup is not null =>
                group.Unread($"The key of the log group '{place!.Name}' of the {recorder.Name}"),
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
                $"The key of an event data store cannot be changed. Create another event data store with another key, or a trail. The policy of that key must let CloudTrail use it. Replace {OtherKey} with its ARN. Keep this event data store until its events are no longer needed.",
                [
                    AwsCli.Command(
                        "cloudtrail", "create-event-data-store", "--name", "key-use", "--multi-region-enabled", "--retention-period", $"{Math.Max(recorder.Store.RetentionPeriodInDays ?? 0, context.Parameters.RetentionDays)}",
                        "--termination-protection-enabled", "--kms-key-id", OtherKey, "--region", region),
                ]),
            (null, { } alias) => Outcome.Unknown($"Whether the {recorder.Name} depends on the cluster's key could not be determined. It is encrypted with '{alias}', and the key behind that name was not read.") with
            {
                Remedy = "Look up the key behind that name. If it is the cluster's key, create another event data store with another key.",
            },
            _ => Outcome.Pass($"The {recorder.Name} is {Encryption(recorder.Store.KmsKeyId)}."),
        };
    }

    /// <summary>The cluster's key that a resource names, or the name if it can refer to any key.</summary>
    private static (ClusterKey? Own, string? Doubt) OwnKey(RuleContext context, string? named)
    {
        if (string.IsNullOrEmpty(named))
        {
            return (null, null);
        }

        // CloudTrail returns ARNs. A bare ID is taken as a key of this account and region.
        var own = context.Keys.FirstOrDefault(key => key.Arn.Value == named || key.Arn.KeyId == named);
        return own is not null ? (own, null)
            : named.Contains("alias/", StringComparison.Ordinal) ? (null, named)
            : (null, null);
    }

    private static string Associate(LogGroupPlace place, TrailRecorder recorder) =>
        AwsCli.Command("logs", "associate-kms-key", "--log-group-name", place.Name, "--kms-key-id", OtherKey, "--region", RegionOf(place, recorder));

    /// <summary>The region of the log group. CloudTrail sends the events of a trail to a log group in the home region of the trail.</summary>
    private static string RegionOf(LogGroupPlace place, TrailRecorder recorder) => Arn.TryParse(place.Arn, out var arn) ? arn.Region : recorder.Trail.HomeRegion;

    private static string Encryption(string? named) => string.IsNullOrEmpty(named) ? "encrypted with a key that AWS owns" : $"encrypted with the key {named}, which is not a key of the cluster";

    private static string OfGroup(LogGroupPlace? place, Collected<Evidence.LogGroup>? group) => (place, group?.Value) switch
    {
        (null, _) => "",
        ({ } known, { } value) => $" Its log group '{known.Name}' is {Encryption(value.KmsKeyId)}.",
        ({ } known, null) => $" The key of its log group '{known.Name}' could not be read, but the log files do not depend on it.",
    };

    private static Outcome Failure(string message, string remedy, IReadOnlyList<string> commands) => Outcome.Fail($"{message} {Danger}") with
    {
        Consequence = "Disabling or deleting the key stops both the cluster and the record of key use. You may not be able to show who did this, and what happened afterwards.",
        Remedy = remedy,
        RemedyCode = string.Join('\n', commands),
    };

    private const string Danger = "While that key is disabled, CloudTrail cannot write the record, and nobody can read it.";
}
