using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>
/// The event history of an account and region (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html): the events of the scenario's keys there, the newest first. It
/// does not record the calls that this server answers.
/// </summary>
internal sealed class EventHistory(AwsWorld world, AccessCheck access, IFakeService service)
{
    private const int MostResults = 50;
    private const int Days = 90;

    private static readonly string[] Attributes = ["EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId"];

    public JsonObject LookUp(JsonObject input, Caller caller)
    {
        access.Check(service, "LookupEvents", null, caller);
        int limit = Paging.Limit(input, "MaxResults", MostResults, MostResults) ?? throw CloudTrailErrors.InvalidMaxResults(MostResults);
        (string Key, string Value)? attribute = AttributeOf(input);
        RecordedEvent[] found = [.. EventsOf(caller).Where(recorded => attribute is not { } wanted || Has(recorded, wanted.Key, wanted.Value))];
        try
        {
            int size = Math.Min(limit, world.Scenario.PageSize ?? limit);
            // A token is valid only with the parameters of the first call (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_LookupEvents.html).
            (IReadOnlyList<RecordedEvent> page, string? next) = Paging.Cut(found, $"events {attribute} {limit}", InputCheck.Text(input, "NextToken"), size);
            return new JsonObject { ["Events"] = new JsonArray([.. page.Select(Shape)]), ["NextToken"] = next };
        }
        catch (ArgumentException)
        {
            throw CloudTrailErrors.InvalidToken();
        }
    }

    private IEnumerable<RecordedEvent> EventsOf(Caller caller)
    {
        DateTimeOffset oldest = world.At($"now-{Days}d");
        return world.Scenario.Keys
            .Where(key => !key.Missing && key.AccountId == caller.AccountId && key.Region == caller.Region)
            .SelectMany(EventsOf)
            .Where(recorded => recorded.Time >= oldest)
            .OrderByDescending(recorded => recorded.Time)
            .ThenBy(recorded => recorded.Id, StringComparer.Ordinal);
    }

    private IEnumerable<RecordedEvent> EventsOf(FakeKey key)
    {
        if (key.LastUsage is { LastUsed: { } used, By: { } user })
        {
            FakeKeyEvent last = new() { Name = key.LastUsage.Operation, Time = used, By = user };
            yield return new RecordedEvent(key, last, world.At(used), KeyDescriptions.LastEventId(key));
        }

        foreach ((int index, FakeKeyEvent planned) in key.Events.Index())
        {
            yield return new RecordedEvent(key, planned, world.At(planned.Time), planned.EventId ?? StableIds.Uuid($"event {index} {key.Arn}"));
        }
    }

    private static (string Key, string Value)? AttributeOf(JsonObject input)
    {
        switch (input["LookupAttributes"])
        {
            case null or JsonArray { Count: 0 }:
                return null;
            case JsonArray { Count: 1 } list when list[0] is JsonObject one && InputCheck.Text(one, "AttributeKey") is { } key && Attributes.Contains(key)
                && InputCheck.Text(one, "AttributeValue") is { Length: > 0 and <= 2000 } value:
                return (key, value);
            default:
                throw CloudTrailErrors.InvalidLookupAttributes();
        }
    }

    private static bool Has(RecordedEvent recorded, string key, string value) => key switch
    {
        "EventId" => recorded.Id == value,
        "EventName" => recorded.Event.Name == value,
        "EventSource" => value == EventRecord.KeyService,
        "ResourceName" => recorded.Key.Arn == value,
        "ResourceType" => value == EventRecord.KeyType,
        "ReadOnly" => value == (EventRecord.IsReadOnly(recorded.Event.Name) ? "true" : "false"),
        _ => false,
    };

    private static JsonNode Shape(RecordedEvent recorded) => new JsonObject
    {
        ["EventId"] = recorded.Id,
        ["EventName"] = recorded.Event.Name,
        ["ReadOnly"] = EventRecord.IsReadOnly(recorded.Event.Name) ? "true" : "false",
        ["EventTime"] = JsonProtocol.Epoch(recorded.Time),
        ["EventSource"] = EventRecord.KeyService,
        ["Resources"] = new JsonArray(new JsonObject { ["ResourceType"] = EventRecord.KeyType, ["ResourceName"] = recorded.Key.Arn }),
        ["CloudTrailEvent"] = EventRecord.Of(recorded).ToJsonString(),
    };
}

/// <summary>An event of the history.</summary>
internal sealed record RecordedEvent(FakeKey Key, FakeKeyEvent Event, DateTimeOffset Time, string Id);
