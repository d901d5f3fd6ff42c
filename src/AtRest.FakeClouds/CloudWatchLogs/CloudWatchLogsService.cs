using System.Text.Json.Nodes;
using AtRest.FakeClouds.CloudWatchLogs.Filtering;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.CloudWatchLogs;

/// <summary>Amazon CloudWatch Logs, as far as an auditor asks it (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/).</summary>
internal sealed class CloudWatchLogsService(World world, Gatekeeper gatekeeper) : IFakeService
{
    private const int MostResults = 50;
    private const int MostMessages = 50;

    public string Name => "logs";

    public ErrorVocabulary Errors => LogsErrors.Vocabulary;

    public ServiceCall? Recognise(IncomingRequest request) => JsonProtocol.Operation(request, "Logs_20140328.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "logGroupName") ?? JsonProtocol.PeekText(request, "logGroupNamePrefix"), request)
        : null;

    public Reply Shape(AwsError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        Func<JsonObject, Caller, JsonObject> operation = call.Operation switch
        {
            "DescribeLogGroups" => DescribeGroups,
            "DescribeMetricFilters" => DescribeFilters,
            "TestMetricFilter" => TestFilter,
            _ => throw new AwsErrorException(JsonErrors.UnknownOperation),
        };
        return JsonProtocol.Reply(JsonProtocol.WithoutNulls(operation(JsonProtocol.Input(call.Request), caller)), call.Request);
    }

    private JsonObject DescribeGroups(JsonObject input, Caller caller)
    {
        gatekeeper.Check(this, "DescribeLogGroups", null, caller);
        string prefix = input["logGroupNamePrefix"]?.ToString() ?? "";
        FakeLogGroup[] groups = [.. Own(caller).Where(group => group.Name.StartsWith(prefix, StringComparison.Ordinal))];
        (IReadOnlyList<FakeLogGroup> page, string? next) = Page(groups, $"groups {prefix}", input);
        return new JsonObject { ["logGroups"] = new JsonArray([.. page.Select(Shape)]), ["nextToken"] = next };
    }

    private JsonObject DescribeFilters(JsonObject input, Caller caller)
    {
        string name = input["logGroupName"]?.ToString() ?? "";
        FakeLogGroup? group = Own(caller).FirstOrDefault(known => known.Name == name);
        gatekeeper.Check(this, "DescribeMetricFilters", group?.Arn, caller);
        FakeMetricFilter[] filters = [.. (group ?? throw LogsErrors.GroupNotFound()).MetricFilters.OrderBy(filter => filter.Name, StringComparer.Ordinal)];
        (IReadOnlyList<FakeMetricFilter> page, string? next) = Page(filters, $"filters {name}", input);
        return new JsonObject { ["metricFilters"] = new JsonArray([.. page.Select(filter => Shape(filter, name))]), ["nextToken"] = next };
    }

    private JsonObject TestFilter(JsonObject input, Caller caller)
    {
        gatekeeper.Check(this, "TestMetricFilter", null, caller);
        if (input["logEventMessages"] is not JsonArray { Count: > 0 and <= MostMessages } messages)
        {
            throw LogsErrors.Invalid($"logEventMessages must hold 1 to {MostMessages} messages.");
        }

        IFilter filter = FilterPattern.Parse(input["filterPattern"]?.ToString() ?? throw LogsErrors.Invalid("filterPattern is required."));
        IEnumerable<JsonNode> matches = messages.Select((message, index) => (Text: message?.ToString() ?? "", Number: index + 1))
            .Where(message => filter.Matches(message.Text))
            .Select(message => (JsonNode)new JsonObject { ["eventNumber"] = message.Number, ["eventMessage"] = message.Text, ["extractedValues"] = new JsonObject() });
        return new JsonObject { ["matches"] = new JsonArray([.. matches]) };
    }

    private IEnumerable<FakeLogGroup> Own(Caller caller) => world.Scenario.LogGroups
        .Where(group => group.OwnerAccountId == caller.AccountId && group.Region == caller.Region)
        .OrderBy(group => group.Name, StringComparer.Ordinal);

    private (IReadOnlyList<T> Page, string? Next) Page<T>(IReadOnlyList<T> items, string list, JsonObject input)
    {
        int limit = Paging.Limit(input, "limit", MostResults, MostResults) ?? throw LogsErrors.Invalid("limit is a number from 1 to 50.");
        try
        {
            return Paging.Cut(items, list, input["nextToken"]?.ToString(), Math.Min(limit, world.Scenario.PageSize ?? limit));
        }
        catch (ArgumentException)
        {
            throw LogsErrors.Invalid("The specified nextToken is invalid.");
        }
    }

    private static JsonNode Shape(FakeLogGroup group) => JsonProtocol.WithoutNulls(new JsonObject
    {
        ["logGroupName"] = group.Name,
        ["retentionInDays"] = group.RetentionInDays,
        ["kmsKeyId"] = group.KmsKeyId,
        ["metricFilterCount"] = group.MetricFilters.Count,
        ["arn"] = $"{group.Arn}:*",
        ["logGroupArn"] = group.Arn,
        ["logGroupClass"] = "STANDARD",
        ["storedBytes"] = 0,
    });

    private static JsonNode Shape(FakeMetricFilter filter, string group)
    {
        JsonObject metric = new() { ["metricName"] = filter.MetricName, ["metricNamespace"] = filter.MetricNamespace, ["metricValue"] = "1" };
        if (filter.Dimensions.Count > 0)
        {
            metric["dimensions"] = new JsonObject(filter.Dimensions.Select(name => KeyValuePair.Create<string, JsonNode?>(name, $"$.{name}")));
        }

        return JsonProtocol.WithoutNulls(new JsonObject
        {
            ["filterName"] = filter.Name,
            ["filterPattern"] = filter.Pattern,
            ["metricTransformations"] = new JsonArray(metric),
            ["logGroupName"] = group,
            ["applyOnTransformedLogs"] = filter.ApplyOnTransformedLogs,
            ["fieldSelectionCriteria"] = filter.FieldSelectionCriteria,
        });
    }
}
