using System.Collections.Concurrent;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Packing;

namespace AtRest.Collectors.Aws.CloudTrail.Events;

/// <summary>
/// Remembers the events of keys between the audits of a process, so that a key that was not used since costs no call. The last use has the same event ID then. Changes of a key have no such ID,
/// so everything else that was read about the key must be the same, too. A change that was undone in between is found when the memory ends.
/// </summary>
internal sealed class LookupMemory
{
    /// <summary>About 30 MB: the events of a key take about 1.5 KB here.</summary>
    private const int MostKeys = 20_000;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private readonly ConcurrentDictionary<(string Identity, string KeyArn), Remembered> keys = new();

    /// <param name="identity">The credentials of the audit.</param>
    /// <param name="keyArn">The key.</param>
    /// <param name="usage">What AWS KMS says about the key now.</param>
    /// <param name="now">The time of the audit.</param>
    /// <returns>What was looked up before; null if nothing is remembered, or something has changed.</returns>
    public KeyUseEvidence? Find(string identity, string keyArn, KeyUsage usage, DateTimeOffset now) =>
        keys.TryGetValue((identity, keyArn), out var known) && known.Usage == usage && (now - known.At).Duration() <= Longest ? WithoutCalls(known.Use.Single()) : null;

    /// <summary>Remembers what was looked up about a key, unless something is missing: the next audit tries again.</summary>
    public void Keep(string identity, string keyArn, KeyUsage usage, KeyUseEvidence use)
    {
        var hasLastUse = use.Events.Value?.Items.Concat(use.LastUse.Value?.Items ?? []).Any(found => found.Id == usage.EventId) == true;
        if (usage is { EventId: not null, Settings: not null } && hasLastUse && (keys.Count < MostKeys || keys.ContainsKey((identity, keyArn))))
        {
            keys[(identity, keyArn)] = new Remembered(usage, use.Events.CollectedAt, [use]);
        }
    }

    /// <summary>Nothing was looked up again.</summary>
    private static KeyUseEvidence WithoutCalls(KeyUseEvidence use) => use with
    {
        Events = use.Events with { Calls = use.Events.Calls is null ? null : 0 },
        LastUse = use.LastUse with { Calls = use.LastUse.Calls is null ? null : 0 },
    };

    /// <summary>What was looked up about a key, packed.</summary>
    private sealed record Remembered(KeyUsage Usage, DateTimeOffset At, PackedList<KeyUseEvidence> Use);
}
