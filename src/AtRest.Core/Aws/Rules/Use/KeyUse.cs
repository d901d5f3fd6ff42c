using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Access;

namespace AtRest.Core.Aws.Rules.Use;

/// <summary>The events that were read about one key, each with who made the call: what the rules about use share.</summary>
internal sealed class KeyUse
{
    /// <summary>How long CloudTrail keeps events (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html).</summary>
    public const int HistoryInDays = 90;

    private static readonly ImmutableArray<string> Reads = ["Describe", "Get", "List"];

    private static readonly ImmutableHashSet<string> Grants = ["CreateGrant", "RetireGrant", "RevokeGrant"];

    private KeyUse(ClusterKey key, KeyUseEvidence evidence, ImmutableArray<SeenEvent> events)
    {
        Key = key;
        Evidence = evidence;
        Events = events;
    }

    public ClusterKey Key { get; }

    public KeyUseEvidence Evidence { get; }

    /// <summary>The newest first, with that of the last use.</summary>
    public ImmutableArray<SeenEvent> Events { get; }

    /// <summary>Whether other clusters of the organization use the key, too.</summary>
    public required bool IsShared { get; init; }

    /// <summary>Whether every event of the history was read.</summary>
    public bool IsComplete => Evidence.Events.Value is { HasMore: false };

    /// <summary>The lookups that were made.</summary>
    public ImmutableArray<EvidenceReference> References =>
        Evidence.LastUse is { Value: null, Absence: null or { Kind: AbsenceKind.NotCollected } } ? [Evidence.Events.Reference] : [Evidence.Events.Reference, Evidence.LastUse.Reference];

    /// <summary>The command that lists the newest events of the key.</summary>
    public string ListCommand => AwsCli.Command(
        "cloudtrail", "lookup-events", "--region", Key.Arn.Region, "--lookup-attributes", $"AttributeKey=ResourceName,AttributeValue={Key.Arn.Value}", "--max-items", "50");

    /// <summary>The command that prints one event.</summary>
    public string ShowCommand(KeyEvent item) => AwsCli.Command(
        "cloudtrail", "lookup-events", "--region", Key.Arn.Region, "--lookup-attributes", $"AttributeKey=EventId,AttributeValue={item.Id}");

    /// <summary>Null if the audit did not look up events of the key.</summary>
    public static KeyUse? Of(RuleContext context, ClusterKey key)
    {
        if (context.Evidence.FindUse(key.Arn) is not { } evidence)
        {
            return null;
        }

        return context.Once(key.Arn.Value, () =>
        {
            ImmutableArray<KeyEvent> events =
            [
                .. (evidence.Events.Value?.Items ?? []).Concat(evidence.LastUse.Value?.Items ?? [])
                    .DistinctBy(item => item.Id)
                    .OrderByDescending(item => item.Time)
                    .ThenBy(item => item.Id, StringComparer.Ordinal),
            ];
            var actors = EventActors.Of(context, key, events);
            return new KeyUse(key, evidence, [.. events.Select(item => new SeenEvent(item, actors.ActorOf(item)))])
            {
                IsShared = context.Evidence.RolesOf(key.Arn).Length > 1,
            };
        });
    }

    /// <summary>The outcome if no events were looked up.</summary>
    public static Outcome NotLookedUp(ClusterKey key) => Outcome.NotApplicable(
        $"This audit did not look up who used the {key.Designation} in CloudTrail. Lookups are turned off (--lookup-events 0, or the setting AtRest:Aws:LookupEvents), or the evidence is from an earlier release.");

    /// <summary>Whether the event is a successful cryptographic operation: a use of the key material.</summary>
    public static bool IsUse(KeyEvent item) => item.ErrorCode is null && KindOf(item) == KmsActionKind.Cryptographic;

    /// <summary>Whether the event only reads settings of the key.</summary>
    public static bool IsRead(KeyEvent item) => KindOf(item) == KmsActionKind.Read || Reads.Any(beginning => item.Name.StartsWith(beginning, StringComparison.Ordinal));

    /// <summary>Whether the event changed the key, its policy or its grants.</summary>
    public static bool IsChange(KeyEvent item) => item.ErrorCode is null && !IsUse(item) && !IsRead(item);

    /// <summary>Whether the event created or ended a grant. EC2 does both whenever a volume is attached and detached.</summary>
    public static bool IsGrant(KeyEvent item) => Grants.Contains(item.Name);

    private static KmsActionKind? KindOf(KeyEvent item) => item.Name switch
    {
        // One call for which policies have two actions.
        "ReEncrypt" => KmsActionKind.Cryptographic,
        _ => KmsActions.All.TryGetValue("kms:" + item.Name, out var kind) ? kind : null,
    };
}

/// <summary>An event, and who made the call.</summary>
internal sealed record SeenEvent(KeyEvent Event, EventActor Actor)
{
    /// <summary>The event in a list: <c>Decrypt by the role …, on 2026-11-24 11:00 UTC from 192.0.2.1</c>.</summary>
    public string Text
    {
        get
        {
            var grantee = Event.Grantee is { } principal ? $" for {principal}" : "";
            var place = Event.SourceAddress is { } address ? $" from {address}" : "";
            return $"{Event.Name}{grantee} by {Actor.Name} on {Wording.Minute(Event.Time)}{place}";
        }
    }

    /// <summary>What was encrypted, as the end of a sentence: <c> for the volume vol-1</c>.</summary>
    public string Purpose => Event.EncryptionContext switch
    {
        { } context when context.TryGetValue("aws:ebs:id", out var volume) => $" for the volume {volume}",
        { } context when context.TryGetValue("aws:s3:arn", out var bucket) => $" for {bucket}",
        _ => "",
    };
}
