namespace AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;

/// <summary>Whether a filter pattern matches a log event.</summary>
internal interface IFilter
{
    bool Matches(string message);
}

/// <summary>
/// Reads filter patterns (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html): those for JSON in braces, and those
/// of words. Patterns in brackets, for events in columns, are not supported.
/// </summary>
internal static class FilterPattern
{
    /// <exception cref="Hosting.ServiceErrorException">It is not a valid pattern.</exception>
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
