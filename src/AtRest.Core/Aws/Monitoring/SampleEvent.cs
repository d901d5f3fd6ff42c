using System.Collections.Immutable;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>The form of the key's name in a call, which the record of the call repeats.</summary>
public enum KeyNaming
{
    ByArn,
    ById,
}

/// <summary>A sample of a change of a key, as CloudTrail would record it. It is used only to test patterns, and changes nothing.</summary>
public sealed record SampleEvent
{
    /// <summary>The values of <c>detail-type</c> in EventBridge.</summary>
    public static ImmutableArray<string> Kinds { get; } = [SampleRecord.ApiCall, SampleRecord.ServiceEvent, SampleRecord.DirectEvent];

    /// <summary>The change: one of <see cref="KeyChanges.All"/>.</summary>
    public required string Call { get; init; }

    public required KeyNaming Naming { get; init; }

    /// <summary>Its <c>eventID</c>: the same for every key, so that it depends only on the kind of sample.</summary>
    public required string EventId { get; init; }

    /// <summary>
    /// The kind of event. If EventBridge receives a change as events of several kinds, a match of one kind is enough.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The CloudTrail record as JSON, as it is in a trail's log group; null for an event that AWS KMS sends without CloudTrail.</summary>
    public required string? CloudTrailRecord { get; init; }

    /// <summary>The event as JSON, as EventBridge delivers it.</summary>
    public required string BusEvent { get; init; }

    /// <summary>The samples of the changes of a key, in their order. Those of two keys of one account and region differ only in what names the key.</summary>
    /// <param name="key">The key that is changed.</param>
    /// <param name="naming">The form of the key's name. For the ID, only samples of calls in which the caller names the key.</param>
    /// <param name="moment">The time of the change.</param>
    public static ImmutableArray<SampleEvent> Of(WatchedKey key, KeyNaming naming, DateTimeOffset moment) =>
    [
        .. from call in key.Changes
           from kind in SampleRecord.KindsOf(call)
           let record = new SampleRecord(key.Arn, naming, moment, call, kind)
           where naming == KeyNaming.ByArn || record.NamesKeyInRequest
           select new SampleEvent { Call = call, Naming = naming, Kind = kind, EventId = record.EventId, CloudTrailRecord = record.ToJson(), BusEvent = record.ToBusEvent() },
    ];
}
