using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.Use;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Timeline;

/// <summary>
/// The events in the history of a key that an audit shows: its creation and rotations, changes in the record of CloudTrail (the lookups of USE-2), and changes of its policy since the report before.
/// The same evidence gives the same events.
/// </summary>
public static class KeyTimeline
{
    /// <summary>The longest difference of two policies that is kept, in characters.</summary>
    private const int LongestDifference = 4000;

    /// <summary>The event that CloudTrail has for each rotation (https://docs.aws.amazon.com/kms/latest/developerguide/ct-rotatekey.html).</summary>
    private const string RotationEvent = "RotateKey";

    /// <summary>The event and the date in the list of rotations are minutes apart, and rotations months.</summary>
    private static readonly TimeSpan SameRotation = TimeSpan.FromDays(1);

    private static readonly ImmutableHashSet<string> Rotations = [RotationEvent, "RotateKeyOnDemand", "EnableKeyRotation", "DisableKeyRotation"];

    /// <summary>What the evidence itself shows: the creation of the key, its rotations, and the changes in the record.</summary>
    /// <param name="index">The evidence of the audit.</param>
    /// <param name="key">The key.</param>
    public static IEnumerable<TimelineEvent> Of(EvidenceIndex index, KmsKeyArn key)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(key);
        var recorded = OfRecord(index, key).ToList();
        var evidence = index.Key(key);
        if (evidence.Metadata.Value?.CreationDate is { } created)
        {
            yield return new TimelineEvent { At = created, Kind = TimelineKind.Key, Resource = key.Value, Message = "The key was created." };
        }

        foreach (var rotation in evidence.Rotations.Value?.Items ?? [])
        {
            if (!recorded.Any(item => item.Operation == RotationEvent && (item.At - rotation.Date).Duration() < SameRotation))
            {
                yield return new TimelineEvent { At = rotation.Date, Kind = TimelineKind.Rotation, Resource = key.Value, Message = MessageOf(rotation) };
            }
        }

        foreach (var item in recorded)
        {
            yield return item;
        }
    }

    /// <summary>The changes of a key's policy that a report found by comparison.</summary>
    /// <param name="index">The evidence of the audit.</param>
    /// <param name="reportId">The ID of the report of the audit.</param>
    /// <param name="changes">The changes.</param>
    /// <param name="known">The events of the key from the record: they name who changed the policy.</param>
    public static IEnumerable<TimelineEvent> OfPolicies(EvidenceIndex index, string reportId, IEnumerable<ReportChange> changes, IEnumerable<TimelineEvent> known)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentNullException.ThrowIfNull(changes);
        ArgumentNullException.ThrowIfNull(known);
        return changes.Select(change => OfPolicy(index, reportId, change, [.. known.Where(item => item.Resource == change.Resource)]));
    }

    private static string MessageOf(KeyRotation rotation) => rotation.RotationType switch
    {
        "AUTOMATIC" => "The key was rotated automatically.",
        "ON_DEMAND" => "The key was rotated on demand.",
        _ => "The key was rotated.",
    };

    /// <summary>The changes in the record. Grants of the cluster's role and of AWS services for its volumes come and go all the time, so they are left out: who made them is decided as in USE-2.</summary>
    private static IEnumerable<TimelineEvent> OfRecord(EvidenceIndex index, KmsKeyArn key)
    {
        var events = index.FindUse(key)?.Events.Value?.Items ?? [];
        var changes = events.Where(KeyUse.IsChange).ToList();
        if (changes.Count == 0 || index.Sharers(key).FirstOrDefault() is not { } cluster)
        {
            return [];
        }

        var context = new RuleContext(index, cluster);
        var actors = EventActors.Of(context, context.Keys.First(declared => declared.Arn.Value == key.Value), events);
        return changes.Where(item => !(KeyUse.IsGrant(item) && actors.ActorOf(item).Kind is ActorKind.Role or ActorKind.Service)).Select(item => (Item: item, Actor: ActorOf(item.Caller, key))).Select(change => new TimelineEvent
        {
            At = change.Item.Time,
            Kind = KindOf(change.Item),
            Resource = key.Value,
            Operation = change.Item.Name,
            Actor = change.Actor,
            SourceAddress = change.Item.SourceAddress,
            EventId = change.Item.Id,
            Message = $"{change.Item.Name}{(change.Item.Grantee is { } grantee ? $" for {grantee}" : "")} by {change.Actor}{(change.Item.SourceAddress is { } address ? $" from {address}" : "")}.",
        });
    }

    private static TimelineEvent OfPolicy(EvidenceIndex index, string reportId, ReportChange change, List<TimelineEvent> recorded)
    {
        var since = index.Evidence.Previous?.GeneratedAt;
        var actors = recorded.Where(item => item.Kind == TimelineKind.Policy && !(item.At < since)).Select(item => item.Actor).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        return new TimelineEvent
        {
            At = index.Evidence.AuditedAt,
            Kind = TimelineKind.Policy,
            Resource = change.Resource,
            Actor = actors.Count == 0 ? null : string.Join(", ", actors),
            ReportId = reportId,
            Before = change.Before,
            After = change.After,
            Difference = change.Difference is { Length: <= LongestDifference } difference ? difference : null,
            Message = change.Message,
        };
    }

    private static TimelineKind KindOf(KeyEvent item) =>
        item.Name == "PutKeyPolicy" ? TimelineKind.Policy
        : KeyUse.IsGrant(item) ? TimelineKind.Grant
        : Rotations.Contains(item.Name) ? TimelineKind.Rotation
        : TimelineKind.Key;

    /// <summary>An event names a caller of another account only by the account and a unique ID.</summary>
    private static string ActorOf(EventCaller caller, KmsKeyArn key) => caller switch
    {
        { Arn: { } arn } => arn,
        { InvokedBy: { } service, AccountId: { } account } when account != key.AccountId => $"{service} for account {account}",
        { InvokedBy: { } service } => service,
        { PrincipalId: { } id, AccountId: { } account } when account != key.AccountId && id != account => $"account {account} (unique ID {id})",
        _ => caller.PrincipalId ?? caller.AccountId ?? "AWS KMS",
    };
}
