using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.EventBridge;

/// <summary>The errors of EventBridge.</summary>
internal static class EventBridgeErrors
{
    public static ErrorVocabulary Vocabulary { get; } = JsonErrors.For("events") with
    {
        InternalFailure = new("InternalException", "This exception occurs due to unexpected causes.", 500),
    };

    public static ServiceErrorException Invalid(string message) => new(new("ValidationException", message));

    public static ServiceErrorException InvalidPattern(string reason) => new(new("InvalidEventPatternException", $"Event pattern is not valid. Reason: {reason}"));

    public static ServiceErrorException BusNotFound(string bus) => new(new("ResourceNotFoundException", $"Event bus {bus} does not exist."));

    public static ServiceErrorException RuleNotFound(string name, string bus) =>
        new(new("ResourceNotFoundException", $"Rule {name} does not exist on EventBus {bus}."));
}
