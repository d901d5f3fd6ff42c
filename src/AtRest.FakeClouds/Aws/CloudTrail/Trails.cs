using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>The operations on trails.</summary>
internal sealed class Trails(AwsWorld world, AccessCheck access, IFakeService service)
{
    private readonly TrailDirectory directory = new(world);

    public JsonObject Describe(JsonObject input, Caller caller)
    {
        access.Check(service, "DescribeTrails", null, caller);
        bool shadows = InputCheck.Flag(input, "includeShadowTrails") ?? true;
        IEnumerable<FakeTrail> trails = directory.Visible(caller, shadows ? TrailShadows.Included : TrailShadows.Excluded);
        if (InputCheck.Texts(input, "trailNameList") is { Count: > 0 } names)
        {
            HashSet<string> arns = [.. names.Select(name => TrailDirectory.ToArn(name, caller))];
            trails = trails.Where(trail => arns.Contains(trail.Arn));
        }

        return new JsonObject { ["trailList"] = new JsonArray([.. trails.Select(Shape)]) };
    }

    public JsonObject Get(JsonObject input, Caller caller) => new() { ["Trail"] = Shape(Find("GetTrail", InputCheck.Text(input, "Name"), caller)) };

    public JsonObject GetStatus(JsonObject input, Caller caller)
    {
        FakeTrail trail = Find("GetTrailStatus", InputCheck.Text(input, "Name"), caller);
        FakeTrailStatus status = trail.StatusByRegion.GetValueOrDefault(caller.Region, trail.Status);
        bool failed = !string.IsNullOrEmpty(status.LatestDeliveryError);
        string delivered = Text(status.LatestDeliveryTime);
        return new JsonObject
        {
            ["IsLogging"] = status.IsLogging,
            ["LatestDeliveryError"] = status.LatestDeliveryError,
            ["LatestDeliveryTime"] = JsonProtocol.Epoch(world.AtOrNever(status.LatestDeliveryTime)),
            ["StartLoggingTime"] = JsonProtocol.Epoch(world.AtOrNever(status.StartLoggingTime)),
            ["StopLoggingTime"] = JsonProtocol.Epoch(world.AtOrNever(status.StopLoggingTime)),
            ["LatestDigestDeliveryTime"] = JsonProtocol.Epoch(world.AtOrNever(status.LatestDigestDeliveryTime)),
            ["LatestDigestDeliveryError"] = status.LatestDigestDeliveryError,
            ["LatestCloudWatchLogsDeliveryTime"] = trail.LogGroupArn is null ? null : JsonProtocol.Epoch(world.AtOrNever(status.LatestCloudWatchLogsDeliveryTime)),
            ["LatestCloudWatchLogsDeliveryError"] = trail.LogGroupArn is null ? null : status.LatestCloudWatchLogsDeliveryError,
            ["LatestDeliveryAttemptTime"] = delivered,
            ["LatestNotificationAttemptTime"] = "",
            ["LatestNotificationAttemptSucceeded"] = "",
            ["LatestDeliveryAttemptSucceeded"] = failed ? "" : delivered,
            ["TimeLoggingStarted"] = Text(status.StartLoggingTime),
            ["TimeLoggingStopped"] = Text(status.StopLoggingTime),
        };
    }

    public JsonObject GetSelectors(JsonObject input, Caller caller)
    {
        FakeTrail trail = Find("GetEventSelectors", InputCheck.Text(input, "TrailName"), caller);
        if (trail.OwnerAccountId != caller.AccountId)
        {
            throw AccessCheck.Denied(service, "GetEventSelectors", trail.Arn, caller, "because the trail belongs to the organization's management account");
        }

        return trail.AdvancedEventSelectors is { } advanced
            ? new JsonObject { ["TrailARN"] = trail.Arn, ["AdvancedEventSelectors"] = SelectorShapes.Advanced(advanced) }
            : new JsonObject { ["TrailARN"] = trail.Arn, ["EventSelectors"] = SelectorShapes.Classic(trail.EventSelectors ?? [new FakeEventSelector()]) };
    }

    private FakeTrail Find(string operation, string? name, Caller caller)
    {
        string arn = TrailDirectory.ToArn(name, caller);
        access.Check(service, operation, arn, caller);
        return directory.Find(arn, caller);
    }

    private string Text(ScenarioTime? time) => world.AtOrNever(time)?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";

    private static JsonNode Shape(FakeTrail trail) => JsonShapes.WithoutNulls(new JsonObject
    {
        ["Name"] = trail.Name,
        ["S3BucketName"] = trail.Bucket,
        ["S3KeyPrefix"] = trail.Prefix,
        ["IncludeGlobalServiceEvents"] = true,
        ["IsMultiRegionTrail"] = trail.IsMultiRegion,
        ["HomeRegion"] = trail.EffectiveHomeRegion,
        ["TrailARN"] = trail.Arn,
        ["LogFileValidationEnabled"] = trail.LogFileValidation,
        ["CloudWatchLogsLogGroupArn"] = trail.LogGroupArn,
        ["KmsKeyId"] = trail.KmsKeyId,
        ["HasCustomEventSelectors"] = trail.EventSelectors is not null || trail.AdvancedEventSelectors is not null,
        ["HasInsightSelectors"] = false,
        ["IsOrganizationTrail"] = trail.IsOrganization,
    });
}
