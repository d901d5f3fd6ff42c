using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudWatchLogs;

/// <summary>The errors of CloudWatch Logs.</summary>
internal static class LogsErrors
{
    public static ErrorVocabulary Vocabulary { get; } = JsonErrors.For("logs") with
    {
        Unavailable = new("ServiceUnavailableException", "The service cannot complete the request.", 503),
    };

    public static ServiceErrorException Invalid(string message) => new(new("InvalidParameterException", message));

    public static ServiceErrorException GroupNotFound() => new(new("ResourceNotFoundException", "The specified log group does not exist."));
}
