namespace AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;

/// <summary>What a filter pattern says of a log event.</summary>
internal interface IFilter
{
    bool Matches(string message);
}

/// <summary>
/// Reads filter patterns (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html): of JSON in braces, of words
/// otherwise. Those in brackets, for events in columns, are not known here.
/// </summary>
internal static class FilterPattern
{
    /// <exception cref="Hosting.ServiceErrorException">It is no pattern.</exception>
    public static IFilter Parse(string text)
    {
        string pattern = text.Trim();
        return pattern switch
        {
            ['{', .., '}'] => JsonFilter.Parse(pattern[1..^1]),
            ['{', ..] or ['[', ..] => throw LogsErrors.Invalid("Invalid metric filter pattern"),
            _ => TermFilter.Parse(pattern),
        };
    }
}
