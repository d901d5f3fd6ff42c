using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>What makes a trail record the events of a key again.</summary>
/// <param name="Advice">As sentences.</param>
/// <param name="Code">The commands.</param>
internal sealed record TrailRemedy(string Advice, string Code)
{
    public static TrailRemedy Restart(TrailRecorder stopped, string account) => new(
        $"Start logging again.{Owners.Remark(stopped.Arn, account)}",
        AwsCli.Command("cloudtrail", "start-logging", "--name", stopped.Arn, "--region", stopped.Trail.HomeRegion));

    public static TrailRemedy MultiRegion(Trail elsewhere, string account) => new(
        $"Make the trail a multi-Region one, and make sure that it is logging.{Owners.Remark(elsewhere.Arn, account)}",
        AwsCli.Command("cloudtrail", "update-trail", "--name", elsewhere.Arn, "--is-multi-region-trail", "--region", elsewhere.HomeRegion)
            + "\n" + AwsCli.Command("cloudtrail", "start-logging", "--name", elsewhere.Arn, "--region", elsewhere.HomeRegion));

    public static TrailRemedy Selectors(TrailRecorder trail, string account) => new(SelectorCommands.Advice + Owners.Remark(trail.Arn, account), SelectorCommands.Of(trail));

    public static TrailRemedy Create(KmsKeyArn key) => new(NewTrail.Advice, NewTrail.Commands(key));

    /// <summary>What makes a trail record all events of a key, where none records its changes: the least work first. Event data stores are left aside.</summary>
    public static TrailRemedy Of(KmsKeyArn key, RecorderSet recorders)
    {
        var trails = recorders.Covering.OfType<TrailRecorder>().ToList();
        var stopped = trails.Find(trail => trail.IsLogging == Ternary.No && trail.Coverage.Writes == Ternary.Yes) ?? trails.Find(trail => trail.IsLogging == Ternary.No);
        return (trails.Find(trail => trail.IsLogging == Ternary.Yes), stopped, recorders.Trails.OrderBy(trail => trail.Arn, StringComparer.Ordinal).FirstOrDefault()) switch
        {
            (null, { Coverage.Writes: Ternary.No }, _) => Restart(stopped!, key.AccountId).Then(Selectors(stopped!, key.AccountId)),
            (_, { Coverage.Writes: not Ternary.No }, _) => Restart(stopped!, key.AccountId),
            ({ } narrow, _, _) => Selectors(narrow, key.AccountId),
            (_, _, { } elsewhere) => MultiRegion(elsewhere, key.AccountId),
            _ => Create(key),
        };
    }

    private TrailRemedy Then(TrailRemedy next) => new($"{Advice} {next.Advice}", $"{Code}\n{next.Code}");
}
