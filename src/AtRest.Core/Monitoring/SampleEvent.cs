using System.Collections.Immutable;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Monitoring;

/// <summary>How a caller may name a key in a call; the record of the call repeats it as it was.</summary>
public enum KeyNaming
{
    ByArn,
    ById,
}

/// <summary>A made-up change of a key, as CloudTrail would record it. Nothing is changed: it is only shown to patterns.</summary>
public sealed record SampleEvent
{
    /// <summary>The API call: one of <see cref="KeyChanges.All"/>.</summary>
    public required string Call { get; init; }

    public required KeyNaming Naming { get; init; }

    /// <summary>Its <c>eventID</c>: the same for every key, so that it tells the samples apart and nothing else.</summary>
    public required string EventId { get; init; }

    /// <summary>The CloudTrail record as JSON, as it stands in a trail's log group.</summary>
    public required string CloudTrailRecord { get; init; }

    /// <summary>The event as JSON, as EventBridge delivers it.</summary>
    public required string BusEvent { get; init; }

    /// <summary>One sample for each of the changes, in their order. Those of two keys of one account and region differ only in what names the key.</summary>
    /// <param name="key">The key that is changed.</param>
    /// <param name="naming">How the caller names it.</param>
    /// <param name="moment">When.</param>
    public static ImmutableArray<SampleEvent> Of(KmsKeyArn key, KeyNaming naming, DateTimeOffset moment) =>
        [.. KeyChanges.All.Select((call, index) =>
        {
            var record = new SampleRecord(key, naming, moment, call, index);
            return new SampleEvent { Call = call, Naming = naming, EventId = record.EventId, CloudTrailRecord = record.ToJson(), BusEvent = record.ToBusEvent() };
        })];
}
