using System.Collections.Immutable;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Monitoring;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Packing;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Collectors.Aws.CloudTrail.Events;

/// <summary>
/// Looks up who used and changed the keys. A key costs one call for each 50 events, and one more if its last use is not among them
/// (docs/decisions/0002-calls.md).
/// </summary>
internal sealed class KeyUseAudit(KeyEventReader events, LookupMemory memory, EvidenceReader reader, Memo memo, ProgressCounter progress, TimeSpan? limit, TimeProvider clock, CancellationToken cancellationToken)
{
    /// <summary>How long CloudTrail keeps events (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/view-cloudtrail-events.html).</summary>
    private static readonly TimeSpan History = TimeSpan.FromDays(90);

    // Waits for a network use the real clock, even if another clock dates the evidence.
    private readonly long started = TimeProvider.System.GetTimestamp();

    /// <summary>Of all organizations, in the order in which they were read: packed as soon as they are whole.</summary>
    private readonly PackedList<KeyUseEvidence> read = [];

    /// <param name="keys">The keys.</param>
    /// <param name="usage">What AWS KMS says about a key, once it was read.</param>
    /// <param name="open">Opens a session in an account.</param>
    public async Task<PackedList<KeyUseEvidence>> CollectAsync(ImmutableArray<KmsKeyArn> keys, Func<KmsKeyArn, Task<KeyUsage>> usage, OpenAccount open)
    {
        var places = await Task.WhenAll(keys.Select(async key =>
        {
            var session = await open("events", key.AccountId, key.Region);
            var found = await usage(key);
            return await memo.GetAsync($"use {session.Identity} {key.Value}", () => progress.TrackAsync(async () => read.Add(await CollectAsync(session, key, found))));
        }));
        return read.Choose(places);
    }

    private async Task<KeyUseEvidence> CollectAsync(AccountSession session, KmsKeyArn key, KeyUsage usage)
    {
        if (!usage.MayExist)
        {
            const string Cause = "The key does not exist, so AtRest did not look up its events.";
            return Of(key, reader.Skip<KeyEvents>(KeyEventReader.Source, key.Value, Cause), Skipped(key, usage, Cause));
        }

        if (memory.Find(session.Identity, key.Value, usage, clock.GetUtcNow()) is { } known)
        {
            return known;
        }

        using var turn = await events.EnterAsync(key, cancellationToken);
        if (limit is { } most && TimeProvider.System.GetElapsedTime(started) > most)
        {
            var late = new Absence
            {
                Kind = AbsenceKind.NotAttempted,
                Cause = "AWS allows two lookups of events a second for each account and region, and the time for them in this audit was over before AtRest got to this key.",
                Remedy = "Audit the cluster alone, or turn the lookups off (AtRest:Aws:LookupEvents = 0).",
            };
            return Of(key, reader.Absent<KeyEvents>(KeyEventReader.Source, key.Value, late), reader.Absent<KeyEvents>(KeyEventReader.Source, KeyEventReader.ResourceOf(key, usage.EventId), late));
        }

        var newest = await events.NewestAsync(session, key, turn, cancellationToken);
        var use = Of(key, newest, await LastUseAsync(session, key, usage, newest, turn));
        memory.Keep(session.Identity, key.Value, usage, use);
        return use;
    }

    private async Task<Collected<KeyEvents>> LastUseAsync(AccountSession session, KmsKeyArn key, KeyUsage usage, Collected<KeyEvents> newest, LookupPace.Turn turn) => usage switch
    {
        { EventId: null } => Skipped(key, usage, "AWS KMS returned no event ID of the key's last use, so AtRest did not look up that event."),
        { LastUsed: { } used } when used < clock.GetUtcNow() - History => Skipped(key, usage, "The key's last use is older than CloudTrail's event history, so AtRest did not look it up."),
        { EventId: var id } when newest.Value?.Items.Any(found => found.Id == id) == true => Skipped(key, usage, "The event of the key's last use is among the newest events of the key, so AtRest did not look it up again."),
        _ => await events.OneAsync(session, key, usage.EventId, turn, cancellationToken),
    };

    private Collected<KeyEvents> Skipped(KmsKeyArn key, KeyUsage usage, string cause) => reader.Skip<KeyEvents>(KeyEventReader.Source, KeyEventReader.ResourceOf(key, usage.EventId), cause);

    private static KeyUseEvidence Of(KmsKeyArn key, Collected<KeyEvents> newest, Collected<KeyEvents> lastUse) => new() { KeyArn = key.Value, Events = newest, LastUse = lastUse };
}
