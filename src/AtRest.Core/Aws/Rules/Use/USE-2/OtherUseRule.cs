using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Use;

/// <summary>USE-2: the newest events of the key show no use and no change by others.</summary>
internal sealed class OtherUseRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "USE-2",
        Title = "CloudTrail shows no use or change of the key by others",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const int MaxEvents = 10;

    /// <summary>https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html, errors of calls across accounts.</summary>
    private const string Invisible = "Calls of other accounts that AWS denied are logged only in the caller's account, so this record does not have them.";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        if (KeyUse.Of(context, key) is not { } use)
        {
            return KeyUse.NotLookedUp(key);
        }

        return use.Evidence.Events.TryGet(out _, out _)
            ? Judge(context, key, use) with { Evidence = use.References }
            : use.Evidence.Events.Unread($"Who used and changed the {key.Designation}");
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KeyUse use)
    {
        var acts = use.Events.Where(seen => KeyUse.IsUse(seen.Event) || KeyUse.IsChange(seen.Event)).ToImmutableArray();
        var strangers = acts.Where(seen => seen.Actor.Kind == ActorKind.Stranger).ToList();
        var unnamed = acts.Where(seen => seen.Actor.Kind == ActorKind.Unnamed).ToList();
        var record = RecordOf(key, use) + Remembered(context, use);
        var history = HistoryOf(acts);
        if (strangers.Count > 0)
        {
            return Outcome.Fail($"Others than {Expected(use)} used or changed the {key.Designation}: {Listed(strangers)}. {record}{history}") with
            {
                Consequence = "A principal that is not expected has, or had, access to the key. With a use of the key, data of the cluster can be decrypted; with a change, the cluster can be locked out.",
                Remedy = "Find out who made these calls. If they were not intended, remove the access: KPOL-3 names the statements of the key policy and KPOL-7 the grants. The following command prints the newest of these events.",
                RemedyCode = use.ShowCommand(strangers[0].Event),
            };
        }

        if (unnamed.Count > 0)
        {
            return Outcome.Unknown($"Whether only the cluster's role used the {key.Designation} could not be determined: {Listed(unnamed)}. These events do not name the role. {WhyUnnamed(unnamed)} {record}{history}") with
            {
                Remedy = (unnamed.Exists(seen => seen.Actor.ChangedLater is null) ? "Give only the cluster's role access in that account (KPOL-3, KPOL-7). " : "") + "Camunda can compare the events with the log of its own account: both have the same sharedEventID.",
                RemedyCode = use.ShowCommand(unnamed[0].Event),
            };
        }

        if (use.Events.IsEmpty)
        {
            return WithoutEvents(context, key, use);
        }

        var services = acts.Where(seen => seen.Actor.Kind == ActorKind.Service).Select(seen => seen.Actor.Name).Distinct(StringComparer.Ordinal).ToList();
        var helpers = services.Count == 0 ? "" : $", and {string.Join(", ", services)}";
        return Outcome.Pass($"In the record that was read, only {Expected(use)}{helpers} used or changed the {key.Designation}. {record} {Invisible}{history}");
    }

    /// <summary>An empty history is right for a key that was not used: AtRest's own calls take some minutes to appear.</summary>
    private static Outcome WithoutEvents(RuleContext context, ClusterKey key, KeyUse use) => key.Evidence.LastUsage.Value switch
    {
        // Events of other services can name the key, such as those that create a volume.
        _ when !use.IsComplete => Outcome.Unknown($"The newest {Count(use.Evidence.Events.Value!.Requested)} of the {key.Designation} are not of AWS KMS, and older ones were not read, so they do not show who used it.") with
        {
            Remedy = "Read more events: AtRest reads up to N of each key with --lookup-events N, or the setting AtRest:Aws:LookupEvents.",
            RemedyCode = use.ListCommand,
        },
        { LastUsed: { } used } when used < context.AuditedAt.AddDays(-KeyUse.HistoryInDays) => Outcome.Pass(
            $"CloudTrail's event history of the last {KeyUse.HistoryInDays} days has no event of the {key.Designation}. AWS KMS reports the last use on {Wording.Day(used)}, which is before that. {Invisible}"),
        { LastUsed: null } => Outcome.Pass($"CloudTrail's event history of the last {KeyUse.HistoryInDays} days has no event of the {key.Designation}, and AWS KMS reports no use. {Invisible}"),
        _ => Outcome.Unknown($"CloudTrail's event history has no event of the {key.Designation}, so it does not show who used it.") with
        {
            Remedy = "Check with the following command that the history has events of the key, then audit again.",
            RemedyCode = use.ListCommand,
        },
    };

    private static string Expected(KeyUse use) => use.IsShared
        ? $"the roles of the clusters that share the key and account {use.Key.Arn.AccountId}"
        : $"the cluster's role and account {use.Key.Arn.AccountId}";

    private static string WhyUnnamed(List<SeenEvent> unnamed) => unnamed.Exists(seen => seen.Actor.ChangedLater is null)
        ? "Others in that account have, had or may have access."
        : $"The key policy or a grant was changed on {Wording.Minute(unnamed[0].Actor.ChangedLater!.Value)}, after these events, and others in that account may have had access before.";

    /// <summary>What was read, so that nobody takes it for more.</summary>
    private static string RecordOf(ClusterKey key, KeyUse use)
    {
        var read = use.Evidence.Events.Value!;
        return read switch
        {
            { Items: [], HasMore: false } => $"CloudTrail's event history has no further event of the {key.Designation}.",
            { Items: [] } => $"The newest {Count(read.Requested)} of the {key.Designation} are not of AWS KMS; older ones were not read.",
            { HasMore: true } => $"The record has the newest {Count(read.Items.Length)}, since {Wording.Minute(read.Items[^1].Time)}; older ones were not read.",
            _ => $"The record is complete: {Count(read.Items.Length)} in the last {KeyUse.HistoryInDays} days.",
        };
    }

    /// <summary>A server remembers the events of a key for some days while the key is not used and its settings are the same.</summary>
    private static string Remembered(RuleContext context, KeyUse use) => use.Evidence.Events.CollectedAt < context.AuditedAt.AddHours(-1)
        ? $" It was read on {Wording.Minute(use.Evidence.Events.CollectedAt)}; the key was not used since, and its settings are the same."
        : "";

    /// <summary>Who changed the key, when and from where: its history.</summary>
    private static string HistoryOf(ImmutableArray<SeenEvent> acts)
    {
        var changes = acts.Where(seen => KeyUse.IsChange(seen.Event) && !(KeyUse.IsGrant(seen.Event) && seen.Actor.Kind is ActorKind.Role or ActorKind.Service)).ToList();
        return changes.Count == 0 ? "" : $" Changes of the key in this record: {Listed(changes)}.";
    }

    private static string Count(int events) => events == 1 ? "1 event" : $"{events} events";

    private static string Listed(List<SeenEvent> events)
    {
        var more = events.Count - MaxEvents;
        return string.Join("; ", events.Take(MaxEvents).Select(seen => seen.Text)) + (more > 0 ? $"; and {more} more" : "");
    }
}
