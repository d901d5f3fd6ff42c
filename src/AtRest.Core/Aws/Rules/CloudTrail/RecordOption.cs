using System.Collections.Immutable;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>One way in which the use of a key is on record: by one trail or event data store, or by two that complete each other.</summary>
internal sealed record RecordOption(ImmutableArray<EventRecorder> Members)
{
    /// <summary>For messages.</summary>
    public string Name => Listing.Of([.. Members.Select(member => member.Name)]);

    public bool HasTrail => Members.Any(member => member is TrailRecorder);

    /// <summary>The options that surely record reads and writes; trails before event data stores.</summary>
    public static ImmutableArray<RecordOption> Complete(RecorderSet recorders)
    {
        var single = recorders.Covering.Where(recorder => recorder.RecordsAll == Ternary.Yes).Select(recorder => new RecordOption([recorder])).ToList();
        var pairs = from reads in recorders.Covering
                    where reads.RecordsReads == Ternary.Yes && reads.RecordsWrites != Ternary.Yes
                    from writes in recorders.Covering
                    where writes.RecordsWrites == Ternary.Yes && writes.RecordsReads != Ternary.Yes
                    select new RecordOption([reads, writes]);
        return [.. single.Concat(pairs).OrderByDescending(option => option.HasTrail)];
    }

    /// <summary>The complete options, or where there are none, whatever is logging: its files are a fact, even if TRAIL-2 finds events missing.</summary>
    public static ImmutableArray<RecordOption> Of(RecorderSet recorders)
    {
        var complete = Complete(recorders);
        return complete.IsEmpty
            ? [.. recorders.Covering.Where(recorder => recorder.IsLogging == Ternary.Yes).Select(recorder => new RecordOption([recorder]))]
            : complete;
    }
}
