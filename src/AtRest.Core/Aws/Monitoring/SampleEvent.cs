using System.Collections.Immutable;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>How a caller may name a key in a call; the record of the call repeats it as it was.</summary>
public enum KeyNaming
{
    ByArn,
    ById,
}

/// <summary>A made-up change of a key, as CloudTrail would record it. Nothing is changed: it is only shown to patterns.</summary>
public sealed record SampleEvent
{
    /// <summary>The kinds of events, as EventBridge names them in <c>detail-type</c>.</summary>
    public static ImmutableArray<string> Kinds { get; } = [SampleRecord.ApiCall, SampleRecord.ServiceEvent, SampleRecord.DirectEvent];

    /// <summary>The change: one of <see cref="KeyChanges.All"/>.</summary>
    public required string Call { get; init; }

    public required KeyNaming Naming { get; init; }

    /// <summary>Its <c>eventID</c>: the same for every key, so that it tells the samples apart and nothing else.</summary>
    public required string EventId { get; init; }

    /// <summary>
    /// The kind of event: of a change that EventBridge gets as events of several kinds, those of one kind are enough.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary>The CloudTrail record as JSON, as it is in a trail's log group; null for an event that AWS KMS sends without CloudTrail.</summary>
    public required string? CloudTrailRecord { get; init; }

    /// <summary>The event as JSON, as EventBridge delivers it.</summary>
    public required string BusEvent { get; init; }

    /// <summary>The samples of the changes of a key, in their order. Those of two keys of one account and region differ only in what names the key.</summary>
    /// <param name="key">The key that is changed.</param>
    /// <param name="naming">How the caller names it: by its id only those samples, of calls, in which a caller names it at all.</param>
    /// <param name="moment">When.</param>
    public static ImmutableArray<SampleEvent> Of(WatchedKey key, KeyNaming naming, DateTimeOffset moment) =>
    [
        .. from call in key.Changes
           from kind in SampleRecord.KindsOf(call)
           let record = new SampleRecord(key.Arn, naming, moment, call, kind)
           where naming == KeyNaming.ByArn || record.NamesKeyInRequest
           select new SampleEvent { Call = call, Naming = naming, Kind = kind, EventId = record.EventId, CloudTrailRecord = record.ToJson(), BusEvent = record.ToBusEvent() },
    ];
}
