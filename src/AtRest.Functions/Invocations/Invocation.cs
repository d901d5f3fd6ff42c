using System.Globalization;
using System.Text.Json;
using AtRest.Hosting.Work;

namespace AtRest.Functions.Invocations;

/// <summary>
/// One call of a trigger: <c>{"Data":{NAME:…},"Metadata":{…}}</c>, where NAME is the binding's in <c>function.json</c>. What a message's own properties overwrite in
/// the metadata (its <c>Id</c>, say) is not rested on.
/// </summary>
internal sealed class Invocation(JsonElement root)
{
    public const string TimerBinding = "myTimer";
    public const string QueueBinding = "msg";

    public static async Task<Invocation> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken).ConfigureAwait(false);
            return new Invocation(document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            throw new MalformedInvocationException($"The body is not JSON: {exception.Message}", exception);
        }
    }

    /// <exception cref="MalformedInvocationException">There is no message.</exception>
    public QueueDelivery Delivery() => new(QueueText.Of(Data(QueueBinding)), DequeueCount());

    /// <summary>Whether the timer should have fired earlier. <c>ScheduleStatus</c> may be null, and what the schedule looks like is the host's business.</summary>
    /// <exception cref="MalformedInvocationException">There is no timer.</exception>
    public bool IsPastDue()
    {
        var timer = Data(TimerBinding);
        if (timer.ValueKind != JsonValueKind.Object)
        {
            throw new MalformedInvocationException($"Data.{TimerBinding} is not the object that a timer trigger sends.");
        }

        return Find(timer, "IsPastDue") switch
        {
            null or { ValueKind: JsonValueKind.False or JsonValueKind.Null } => false,
            { ValueKind: JsonValueKind.True } => true,
            { ValueKind: JsonValueKind.String } text when bool.TryParse(text.GetString(), out var isPastDue) => isPastDue,
            _ => throw new MalformedInvocationException($"Data.{TimerBinding}.IsPastDue is neither true nor false."),
        };
    }

    private JsonElement Data(string binding) => Find(root, "Data") is { } data && Find(data, binding) is { } value
        ? value
        : throw new MalformedInvocationException($"There is no Data.{binding}: is function.json the one that was published with this program?");

    /// <summary>A text that holds a number. Where it is missing, or a property of the message has taken its place, it counts as a first delivery.</summary>
    private int DequeueCount()
    {
        var count = Find(root, "Metadata") is { } metadata ? Find(metadata, "DequeueCount") : null;
        var text = count switch
        {
            { ValueKind: JsonValueKind.String } quoted => quoted.GetString()!.Trim('"'),
            { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
            _ => null,
        };
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed) ? Math.Max(parsed, 1) : 1;
    }

    private static JsonElement? Find(JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        return element.TryGetProperty(name, out var exact) ? exact
            : element.EnumerateObject().Where(property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)).Select(property => (JsonElement?)property.Value).FirstOrDefault();
    }
}
