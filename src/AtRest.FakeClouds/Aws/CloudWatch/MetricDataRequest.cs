using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;
using Microsoft.Extensions.Primitives;

namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>The input of <c>GetMetricData</c>, for both protocols (https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html). Expressions are not known here.</summary>
internal sealed partial record MetricDataRequest
{
    private const int MostQueries = 500;
    private const int MostDataPoints = 100_800;
    private const int Minute = 60;

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public IReadOnlyList<MetricQuery> Queries { get; init; } = [];

    public DateTimeOffset? Start { get; init; }

    public DateTimeOffset? End { get; init; }

    public string? NextToken { get; init; }

    /// <summary>What is wrong with the request; null if it is valid.</summary>
    public string? Fault => this switch
    {
        { Queries.Count: 0 } => "The parameter MetricDataQueries is required.",
        { Queries.Count: > MostQueries } => $"The parameter MetricDataQueries must have at most {MostQueries} members.",
        { Start: null } => "The parameter StartTime is required.",
        { End: null } => "The parameter EndTime is required.",
        _ when Start >= End => "The parameter StartTime must be less than the parameter EndTime.",
        _ => Queries.Select(FaultOf).FirstOrDefault(fault => fault is not null)
            ?? (Queries.GroupBy(query => query.Id).Any(group => group.Skip(1).Any()) ? "The values for parameter id in MetricDataQueries are not unique." : null),
    };

    public static MetricDataRequest Of(JsonObject input) => new()
    {
        Queries = [.. (input["MetricDataQueries"] as JsonArray ?? []).OfType<JsonObject>().Select(QueryOf)],
        Start = Time(input, "StartTime"),
        End = Time(input, "EndTime"),
        NextToken = InputCheck.Text(input, "NextToken"),
    };

    public static MetricDataRequest Of(IncomingRequest request)
    {
        Dictionary<string, StringValues> form = QueryProtocol.Input(request);
        return new()
        {
            Queries = [.. Members(form, "MetricDataQueries").Select(query => new MetricQuery
            {
                Id = Text(form, $"{query}.Id"),
                Namespace = Text(form, $"{query}.MetricStat.Metric.Namespace"),
                MetricName = Text(form, $"{query}.MetricStat.Metric.MetricName"),
                Dimensions = [.. Members(form, $"{query}.MetricStat.Metric.Dimensions").Select(dimension => (Text(form, $"{dimension}.Name") ?? "", Text(form, $"{dimension}.Value") ?? ""))],
                Period = int.TryParse(Text(form, $"{query}.MetricStat.Period"), NumberStyles.None, CultureInfo.InvariantCulture, out int period) ? period : null,
                Stat = Text(form, $"{query}.MetricStat.Stat"),
            })],
            Start = Time(form, "StartTime"),
            End = Time(form, "EndTime"),
            NextToken = Text(form, "NextToken"),
        };
    }

    /// <summary>The results, the newest data points first. A page of the scenario is a number of data points of each metric.</summary>
    public JsonObject Answer(AwsWorld world, Caller caller)
    {
        int size = world.Scenario.PageSize ?? MostDataPoints;
        List<(MetricQuery Query, List<(DateTimeOffset Time, double Value)> Points)> all = [.. Queries.Select(query => (query, PointsOf(query, world, caller)))];
        if (NextToken is not null && !int.TryParse(NextToken, NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            throw new ServiceErrorException(new("InvalidNextToken", "The next token specified is invalid."));
        }

        int begin = NextToken is null ? 0 : int.Parse(NextToken, CultureInfo.InvariantCulture);
        bool hasMore = all.Any(series => series.Points.Count > begin + size);
        JsonArray results = [.. all.Select(series => (JsonNode)new JsonObject
        {
            ["Id"] = series.Query.Id,
            ["Label"] = series.Query.MetricName,
            ["Timestamps"] = new JsonArray([.. series.Points.Skip(begin).Take(size).Select(point => JsonProtocol.Epoch(point.Time))]),
            ["Values"] = new JsonArray([.. series.Points.Skip(begin).Take(size).Select(point => (JsonNode)point.Value)]),
            ["StatusCode"] = series.Points.Count > begin + size ? "PartialData" : "Complete",
        })];
        JsonObject answer = new() { ["MetricDataResults"] = results, ["Messages"] = new JsonArray() };
        if (hasMore)
        {
            answer["NextToken"] = (begin + size).ToString(CultureInfo.InvariantCulture);
        }

        return answer;
    }

    /// <summary>Only the sum of the usage metrics of AWS KMS is known. A metric without data has no data points.</summary>
    private List<(DateTimeOffset Time, double Value)> PointsOf(MetricQuery query, AwsWorld world, Caller caller)
    {
        FakeKmsRequests? requests = query is { Namespace: "AWS/Usage", MetricName: "CallCount", Stat: "Sum" }
            ? world.Scenario.Accounts
                .Where(account => account.AccountId == caller.AccountId)
                .SelectMany(account => account.KmsRequests)
                .FirstOrDefault(known => known.Region == caller.Region
                    && query.Dimensions.Order().SequenceEqual(new[] { ("Class", "None"), ("Resource", known.Resource), ("Service", "KMS"), ("Type", "API") }))
            : null;
        List<(DateTimeOffset Time, double Value)> points = [];
        if (requests is null)
        {
            return points;
        }

        TimeSpan period = TimeSpan.FromSeconds(query.Period!.Value);
        for (DateTimeOffset time = Start!.Value; time < End!.Value && time < world.Time.GetUtcNow(); time += period)
        {
            points.Insert(0, (time, requests.EachDay * (period / Day)));
        }

        return points;
    }

    private static string? FaultOf(MetricQuery query) => query switch
    {
        { Id: null } => "The parameter MetricDataQueries.member.1.Id is required.",
        _ when !Id().IsMatch(query.Id) => $"The value {query.Id} for parameter id is invalid. It must begin with a lowercase letter.",
        { Namespace: null or "" } or { MetricName: null or "" } => $"The parameter MetricStat.Metric of {query.Id} is required.",
        { Stat: null or "" } => $"The parameter MetricStat.Stat of {query.Id} is required.",
        { Period: null or < 1 } => $"The parameter MetricStat.Period of {query.Id} must be 1, 5, 10, 30 or a multiple of 60.",
        { Period: not (1 or 5 or 10 or 30) and int period } when period % Minute != 0 => $"The parameter MetricStat.Period of {query.Id} must be 1, 5, 10, 30 or a multiple of 60.",
        _ => null,
    };

    private static MetricQuery QueryOf(JsonObject input)
    {
        JsonObject stat = input["MetricStat"] as JsonObject ?? [];
        JsonObject metric = stat["Metric"] as JsonObject ?? [];
        return new()
        {
            Id = InputCheck.Text(input, "Id"),
            Namespace = InputCheck.Text(metric, "Namespace"),
            MetricName = InputCheck.Text(metric, "MetricName"),
            Dimensions = [.. (metric["Dimensions"] as JsonArray ?? []).OfType<JsonObject>().Select(dimension => (InputCheck.Text(dimension, "Name") ?? "", InputCheck.Text(dimension, "Value") ?? ""))],
            Period = InputCheck.Number(stat, "Period"),
            Stat = InputCheck.Text(stat, "Stat"),
        };
    }

    private static DateTimeOffset? Time(JsonObject input, string member) => input[member] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out double seconds) => DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)),
        _ => throw new ServiceErrorException(new("SerializationException", $"{member} is not a timestamp")),
    };

    private static DateTimeOffset? Time(Dictionary<string, StringValues> form, string member) => Text(form, member) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time) ? time
        : throw new ServiceErrorException(new("MalformedInput", $"{text} is not a valid timestamp"));

    private static string? Text(Dictionary<string, StringValues> form, string name) => form.TryGetValue(name, out StringValues value) ? value.ToString() : null;

    /// <summary>The names of the members of a list, such as <c>MetricDataQueries.member.1</c>.</summary>
    private static IEnumerable<string> Members(Dictionary<string, StringValues> form, string list) => Enumerable.Range(1, MostQueries + 1)
        .Select(number => $"{list}.member.{number}")
        .TakeWhile(member => form.Keys.Any(name => name.StartsWith(member + ".", StringComparison.Ordinal)));

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]*$")]
    private static partial Regex Id();
}

/// <summary>One metric of a request.</summary>
internal sealed record MetricQuery
{
    public string? Id { get; init; }

    public string? Namespace { get; init; }

    public string? MetricName { get; init; }

    public IReadOnlyList<(string Name, string Value)> Dimensions { get; init; } = [];

    /// <summary>Seconds.</summary>
    public int? Period { get; init; }

    public string? Stat { get; init; }
}
