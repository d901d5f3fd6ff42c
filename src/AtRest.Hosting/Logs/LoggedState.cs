using System.Collections;
using System.Globalization;

namespace AtRest.Hosting.Logs;

/// <summary>What is logged, as every provider and formatter sees it: the message (null for a scope: the original one is used), and its values by name.</summary>
internal sealed class LoggedState(string? message, object? original, int longest) : IReadOnlyList<KeyValuePair<string, object?>>
{
    private KeyValuePair<string, object?>[]? values;

    public int Count => Values.Length;

    private KeyValuePair<string, object?>[] Values => values ??= original is IEnumerable<KeyValuePair<string, object?>> pairs
        ? [.. pairs.Select(pair => KeyValuePair.Create(LogText.Of(pair.Key, longest), Safe(pair.Value)))]
        : [];

    public KeyValuePair<string, object?> this[int index] => Values[index];

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)Values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => message ?? LogText.Of(original?.ToString() ?? "", LogText.LongestMessage);

    /// <summary>Numbers, times and the like stay what they are: exporters write them as such.</summary>
    private object? Safe(object? value) => value switch
    {
        null or bool or Enum or DateTime or DateTimeOffset or TimeSpan or Guid => value,
        string text => LogText.Of(text, longest),
        IEnumerable<string?> texts => texts.Select(text => LogText.Of(text ?? "", longest)).ToArray(),
        _ when value.GetType().IsPrimitive || value is decimal => value is char ? LogText.Of(value.ToString()!, longest) : value,
        IFormattable formattable => LogText.Of(formattable.ToString(null, CultureInfo.InvariantCulture), longest),
        _ => LogText.Of(value.ToString() ?? "", longest),
    };
}
