using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Aws.Rules.Use;

/// <summary>USE-1: an event of the last 90 days shows that the cluster's role used the key.</summary>
internal sealed class RoleUseRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "USE-1",
        Title = "CloudTrail shows that the cluster's role used the key in the last 90 days",
        Level = RuleLevel.Required,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    private const string Quiet = "A quiet cluster can go a long time without calling its key, because it works with data keys in memory.";

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        if (KeyUse.Of(context, key) is not { } use)
        {
            return KeyUse.NotLookedUp(key);
        }

        return Judge(context, key, use) with { Evidence = [key.Evidence.LastUsage.Reference, .. use.References] };
    }

    private static Outcome Judge(RuleContext context, ClusterKey key, KeyUse use)
    {
        var role = context.External!.RoleArn;
        var windowStart = context.AuditedAt.AddDays(-KeyUse.HistoryInDays);
        var uses = use.Events.Where(seen => KeyUse.IsUse(seen.Event) && seen.Event.Time >= windowStart).ToList();
        if (uses.Find(seen => seen.Actor.Role?.Value == role.Value) is { } own)
        {
            var deduced = own.Actor.IsDeduced
                ? $" The event names only {own.Actor.Name}. Today, the key policy and the grants give no one else in that account access, so the call was made by or for the cluster's role."
                : "";
            return Outcome.Pass($"The role {role.Value} used the {key.Designation} on {Wording.Minute(own.Event.Time)} ({own.Event.Name}{own.Purpose}; event {own.Event.Id}).{deduced}");
        }

        return uses is [var last, ..] && !IsOutdated(key, use, last) ? ByAnother(key, use, last, role.Value) : WithoutEvent(context, key, use, windowStart);
    }

    /// <summary>Whether AWS KMS reports a later use. Its event may be the role's: events can arrive some minutes later.</summary>
    private static bool IsOutdated(ClusterKey key, KeyUse use, SeenEvent last) => key.Evidence.LastUsage.Value is { LastUsed: { } used, CloudTrailEventId: { } id }
        && used > last.Event.Time && use.Events.All(seen => seen.Event.Id != id);

    /// <summary>The newest use that was read is not the cluster's.</summary>
    private static Outcome ByAnother(ClusterKey key, KeyUse use, SeenEvent last, string role)
    {
        var message = $"The last use of the {key.Designation} that CloudTrail shows is {last.Text} (event {last.Event.Id}).";
        switch (last.Actor)
        {
            case { Kind: ActorKind.Unnamed, ChangedLater: { } changed }:
                return Outcome.Unknown($"{message} The event does not name the role, and the key policy or a grant was changed on {Wording.Minute(changed)}, after that use. Others in that account may have had access before, so it is not certain that it was {role}.") with
                {
                    Remedy = "Audit again after the next use of the key by the cluster. Camunda can compare the event with the log of its own account: both events have the same sharedEventID.",
                    RemedyCode = use.ShowCommand(last.Event),
                };
            case { Kind: ActorKind.Unnamed }:
                return Outcome.Unknown($"{message} The event does not name the role, and the key policy or a grant gives or gave others in that account access, or could not be judged, so it is not certain that it was {role}.") with
                {
                    Remedy = "Give only the cluster's role access in that account (KPOL-3, KPOL-7). Camunda can compare the event with the log of its own account: both events have the same sharedEventID.",
                    RemedyCode = use.ShowCommand(last.Event),
                };
            case { Kind: ActorKind.Role }:
                return Outcome.Unknown($"{message} Other clusters of the organization use the key, too, and no event that was read is certainly by {role}. {Quiet}") with
                {
                    Remedy = "Compare the key's ARN with the one in the Camunda Console, and check whether the cluster is suspended. Audit again after the next backup of the cluster.",
                };
            default:
                var rest = use.IsComplete ? $"None of the events of the last {KeyUse.HistoryInDays} days is a use by {role}." : $"None of the newest {use.Events.Length} events is a use by {role}; older ones were not read.";
                var outcome = use.IsComplete ? Outcome.Fail($"{message} {rest}") : Outcome.Unknown($"{message} {rest}");
                return outcome with
                {
                    Consequence = "The key may not be the one that encrypts the cluster, while others use it.",
                    Remedy = "Compare the key's ARN with the one in the Camunda Console, and find out why others use the key. Do not delete the key: disks, documents and backups may be encrypted with it. "
                        + (use.IsComplete ? "The following command lists the events." : "AtRest reads more events with --lookup-events. The following command lists the newest ones."),
                    RemedyCode = use.ListCommand,
                };
        }
    }

    /// <summary>No event of a use was read: why not?</summary>
    private static Outcome WithoutEvent(RuleContext context, ClusterKey key, KeyUse use, DateTimeOffset windowStart)
    {
        if (!key.Evidence.LastUsage.TryGet(out var usage, out _))
        {
            return key.Evidence.LastUsage.Unread($"Whether the cluster's role used the {key.Designation}");
        }

        return usage switch
        {
            { LastUsed: null } => NeverUsed(context, key, usage, windowStart),
            { LastUsed: { } used } when used < windowStart => Outcome.Unknown(
                $"The {key.Designation} was last used on {Wording.Day(used)}. CloudTrail's event history keeps {KeyUse.HistoryInDays} days, so AtRest cannot see who used it. {Quiet}") with
            {
                Remedy = "Search the logs of the trail for the last use, or audit again after the next backup of the cluster.",
            },
            _ => Unseen(key, use, usage),
        };
    }

    private static Outcome NeverUsed(RuleContext context, ClusterKey key, KeyLastUsage usage, DateTimeOffset windowStart)
    {
        if (usage.TrackingStartDate is { } start && key.Evidence.Metadata.Value?.CreationDate is { } created && created >= start.AddMinutes(-1))
        {
            return Outcome.Fail($"No one has used the {key.Designation} since it was created on {Wording.Day(created)}.") with
            {
                Consequence = "A cluster calls its key when it is created, so this key does not encrypt the cluster's data.",
                Remedy = "Compare the key's ARN with the one in the Camunda Console, and correct the inventory. If the cluster was created with another encryption type, create it again: the type cannot be changed.",
            };
        }

        var since = usage.TrackingStartDate is { } tracked ? $" since {Wording.Day(tracked < windowStart ? windowStart : tracked)}" : "";
        return Outcome.Unknown($"AWS KMS reports no use of the {key.Designation}{since}, and CloudTrail's event history keeps {KeyUse.HistoryInDays} days, so there is no event that shows who used the key. {Quiet}");
    }

    /// <summary>AWS KMS reports a use, and its event was not read.</summary>
    private static Outcome Unseen(ClusterKey key, KeyUse use, KeyLastUsage usage)
    {
        if (use.Evidence.LastUse is { Value: null, Absence.Kind: not AbsenceKind.NotCollected })
        {
            return use.Evidence.LastUse.Unread($"Who used the {key.Designation}");
        }

        if (use.Evidence.Events.Value is null)
        {
            return use.Evidence.Events.Unread($"Who used the {key.Designation}");
        }

        var id = usage.CloudTrailEventId is { } known ? $" (event {known})" : "";
        return Outcome.Unknown($"AWS KMS reports that the {key.Designation} was used on {Wording.Minute(usage.LastUsed!.Value)}{id}, but CloudTrail's event history does not have that event.") with
        {
            Remedy = "Audit again: events can arrive some minutes later. If the event is still missing, look it up with the following command.",
            RemedyCode = use.ListCommand,
        };
    }
}
