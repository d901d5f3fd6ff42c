using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudWatchLogs;

/// <summary>Amazon CloudWatch Logs: the operations that an auditor calls (https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/).</summary>
internal sealed partial class CloudWatchLogsService(AwsWorld world, AccessCheck access) : IAwsService
{
    private const int MostResults = 50;
    private const int MostMessages = 50;
    private const int LongestGroupName = 512;
    private const string Standard = "STANDARD";

    public AwsWorld World => world;

    public string Name => "logs";

    public ErrorVocabulary Errors => LogsErrors.Vocabulary;

    public ServiceCall? Recognize(IncomingRequest request) => JsonProtocol.Operation(request, "Logs_20140328.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "logGroupName") ?? JsonProtocol.PeekText(request, "logGroupNamePrefix"), request)
        : null;

    public Reply Shape(ServiceError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        Func<JsonObject, Caller, JsonObject> operation = call.Operation switch
        {
            "DescribeLogGroups" => DescribeGroups,
            "DescribeMetricFilters" => DescribeFilters,
            "TestMetricFilter" => TestFilter,
            _ => throw new ServiceErrorException(JsonErrors.UnknownOperation),
        };
        return JsonProtocol.Reply(JsonShapes.WithoutNulls(operation(JsonProtocol.Input(call.Request), caller)), call.Request);
    }

    private JsonObject DescribeGroups(JsonObject input, Caller caller)
    {
        string? prefix = GroupName(input, "logGroupNamePrefix");
        string? pattern = GroupName(input, "logGroupNamePattern");
        string? groupClass = InputCheck.Text(input, "logGroupClass");
        if (prefix is not null && pattern is not null)
        {
            throw LogsErrors.Invalid("logGroupNamePattern and logGroupNamePrefix are mutually exclusive.");
        }

        Refuse(InputCheck.Fault(groupClass, "logGroupClass", Standard, "INFREQUENT_ACCESS", "DELIVERY"));
        access.Check(this, "DescribeLogGroups", null, caller);
        FakeLogGroup[] groups =
        [
            .. Own(caller).Where(group => group.Name.StartsWith(prefix ?? "", StringComparison.Ordinal)
                && group.Name.Contains(pattern ?? "", StringComparison.Ordinal)
                && (groupClass ?? Standard) == Standard),
        ];
        (IReadOnlyList<FakeLogGroup> page, string? next) = Page(groups, $"groups {prefix} {pattern}", input);
        return new JsonObject { ["logGroups"] = new JsonArray([.. page.Select(Shape)]), ["nextToken"] = next };
    }

    private JsonObject DescribeFilters(JsonObject input, Caller caller)
    {
        string? name = GroupName(input, "logGroupName");
        string prefix = InputCheck.Text(input, "filterNamePrefix") ?? "";
        string? metric = InputCheck.Text(input, "metricName");
        string? space = InputCheck.Text(input, "metricNamespace");
        if (metric is null != space is null)
        {
            throw LogsErrors.Invalid("If you include metricName in your request, you must also include metricNamespace, and the other way round.");
        }

        FakeLogGroup? group = Own(caller).FirstOrDefault(known => known.Name == name);
        access.Check(this, "DescribeMetricFilters", group?.Arn, caller);
        FakeLogGroup[] groups = name is null ? [.. Own(caller)] : [group ?? throw LogsErrors.GroupNotFound()];
        (FakeMetricFilter Filter, string Group)[] filters =
        [
            .. groups.SelectMany(known => known.MetricFilters.Select(filter => (Filter: filter, Group: known.Name)))
                .Where(entry => entry.Filter.Name.StartsWith(prefix, StringComparison.Ordinal)
                    && (metric is null || (entry.Filter.MetricName == metric && entry.Filter.MetricNamespace == space)))
                .OrderBy(entry => entry.Filter.Name, StringComparer.Ordinal),
        ];
        (IReadOnlyList<(FakeMetricFilter Filter, string Group)> page, string? next) = Page(filters, $"filters {name} {prefix} {space} {metric}", input);
        return new JsonObject { ["metricFilters"] = new JsonArray([.. page.Select(entry => Shape(entry.Filter, entry.Group))]), ["nextToken"] = next };
    }

    private JsonObject TestFilter(JsonObject input, Caller caller)
    {
        access.Check(this, "TestMetricFilter", null, caller);
        if (input["logEventMessages"] is not JsonArray { Count: > 0 and <= MostMessages } messages)
        {
            throw LogsErrors.Invalid($"logEventMessages must hold 1 to {MostMessages} messages.");
        }

        IFilter filter = FilterPattern.Parse(InputCheck.Text(input, "filterPattern") ?? throw LogsErrors.Invalid("filterPattern is required."));
        IEnumerable<JsonNode> matches = messages.Select((message, index) => (Text: message?.ToString() ?? "", Number: index + 1))
            .Where(message => filter.Matches(message.Text))
            .Select(message => (JsonNode)new JsonObject { ["eventNumber"] = message.Number, ["eventMessage"] = message.Text, ["extractedValues"] = new JsonObject() });
        return new JsonObject { ["matches"] = new JsonArray([.. matches]) };
    }

    private static string? GroupName(JsonObject input, string member)
    {
        string? name = InputCheck.Text(input, member);
        Refuse(InputCheck.Fault(name, member, LongestGroupName, GroupNameForm()));
        return name;
    }

    private static void Refuse(string? fault)
    {
        if (fault is not null)
        {
            throw LogsErrors.Invalid(fault);
        }
    }

    private IEnumerable<FakeLogGroup> Own(Caller caller) => world.Scenario.LogGroups
        .Where(group => group.OwnerAccountId == caller.AccountId && group.Region == caller.Region)
        .OrderBy(group => group.Name, StringComparer.Ordinal);

    private (IReadOnlyList<T> Page, string? Next) Page<T>(IReadOnlyList<T> items, string list, JsonObject input)
    {
        int limit = Paging.Limit(input, "limit", MostResults, MostResults) ?? throw LogsErrors.Invalid("limit is a number from 1 to 50.");
        try
        {
            return Paging.Cut(items, list, InputCheck.Text(input, "nextToken"), Math.Min(limit, world.Scenario.PageSize ?? limit));
        }
        catch (ArgumentException)
        {
            throw LogsErrors.Invalid("The specified nextToken is invalid.");
        }
    }

    private static JsonNode Shape(FakeLogGroup group) => JsonShapes.WithoutNulls(new JsonObject
    {
        ["logGroupName"] = group.Name,
        ["retentionInDays"] = group.RetentionInDays,
        ["kmsKeyId"] = group.KmsKeyId,
        ["metricFilterCount"] = group.MetricFilters.Count,
        ["arn"] = $"{group.Arn}:*",
        ["logGroupArn"] = group.Arn,
        ["logGroupClass"] = Standard,
        ["storedBytes"] = 0,
    });

    private static JsonObject Shape(FakeMetricFilter filter, string group)
    {
        JsonObject metric = new() { ["metricName"] = filter.MetricName, ["metricNamespace"] = filter.MetricNamespace, ["metricValue"] = "1" };
        if (filter.Dimensions.Count > 0)
        {
            metric["dimensions"] = new JsonObject(filter.Dimensions.Select(name => KeyValuePair.Create<string, JsonNode?>(name, $"$.{name}")));
        }

        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["filterName"] = filter.Name,
            ["filterPattern"] = filter.Pattern,
            ["metricTransformations"] = new JsonArray(metric),
            ["logGroupName"] = group,
            ["applyOnTransformedLogs"] = filter.ApplyOnTransformedLogs,
            ["fieldSelectionCriteria"] = filter.FieldSelectionCriteria,
        });
    }

    // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_DescribeLogGroups.html
    [GeneratedRegex(@"^[\.\-_/#A-Za-z0-9]+$", RegexOptions.ECMAScript)]
    private static partial Regex GroupNameForm();
}
