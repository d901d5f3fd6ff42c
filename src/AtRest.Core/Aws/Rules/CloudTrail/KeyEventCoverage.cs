using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>Which management events of AWS KMS a trail or event data store records: the union of its selectors.</summary>
/// <param name="Reads">Decrypt, Encrypt, GenerateDataKey, DescribeKey …</param>
/// <param name="Writes">DisableKey, ScheduleKeyDeletion, PutKeyPolicy, CreateGrant …</param>
/// <param name="Gap">What is missing and why, as the rest of a sentence; empty if nothing is, or nobody knows.</param>
internal sealed record KeyEventCoverage(Ternary Reads, Ternary Writes, string Gap)
{
    public static KeyEventCoverage Unseen { get; } = new(Ternary.Unknown, Ternary.Unknown, "");

    /// <summary>Without any selector AWS records all management events (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html).</summary>
    private static KeyEventCoverage Everything { get; } = new(Ternary.Yes, Ternary.Yes, "");

    public Ternary Both => Reads < Writes ? Reads : Writes;

    public static KeyEventCoverage Of(ImmutableArray<EventSelector> classic, ImmutableArray<AdvancedEventSelector> advanced)
    {
        if (classic.IsEmpty && advanced.IsEmpty)
        {
            return Everything;
        }

        var selectors = classic.Select(SelectorReach.Of).Concat(advanced.Select(SelectorReach.Of)).ToList();
        var reads = selectors.Exists(selector => selector.Reads) || SelectorUnion.Records(readOnly: true, advanced);
        var writes = selectors.Exists(selector => selector.Writes) || SelectorUnion.Records(readOnly: false, advanced);
        return new KeyEventCoverage(reads ? Ternary.Yes : Ternary.No, writes ? Ternary.Yes : Ternary.No, GapOf(reads, writes, selectors));
    }

    private static string GapOf(bool reads, bool writes, List<SelectorReach> selectors)
    {
        var excludes = selectors.Exists(selector => selector.Gap == SelectorGap.KmsExcluded);
        var narrowed = selectors.Find(selector => selector.Gap == SelectorGap.Narrowed)?.NarrowedBy;
        return (reads, writes) switch
        {
            (true, true) => "",
            (false, true) when narrowed is not null => $"records all write events, but at most a part of the read events (Encrypt, Decrypt, GenerateDataKey, DescribeKey): a selector is narrowed by {narrowed}",
            (true, false) when narrowed is not null => $"records all read events, but at most a part of the write events (DisableKey, ScheduleKeyDeletion, PutKeyPolicy, CreateGrant): a selector is narrowed by {narrowed}",
            (false, true) => "records write events only, so it misses the use of the key: Encrypt, Decrypt, GenerateDataKey and DescribeKey are read events",
            (true, false) => "records read events only, so it misses changes of the key: DisableKey, ScheduleKeyDeletion, PutKeyPolicy and CreateGrant are write events",
            _ when excludes => "leaves out the events of AWS KMS",
            _ when narrowed is not null => $"records only a part of the events: its selectors are narrowed by {narrowed}",
            _ => "records no management events",
        };
    }
}
