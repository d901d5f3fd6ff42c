using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>
/// A point in time: ISO 8601, or relative to the start of the fake cloud (<c>now</c>, <c>now-400d</c>, <c>now+5d</c>, <c>now-3h</c>;
/// units <c>s m h d w</c>), so that a scenario does not become outdated.
/// </summary>
[JsonConverter(typeof(ScenarioTimeConverter))]
public sealed partial record ScenarioTime
{
    private readonly DateTimeOffset? absolute;
    private readonly TimeSpan offset;

    private ScenarioTime(DateTimeOffset? absolute, TimeSpan offset) => (this.absolute, this.offset) = (absolute, offset);

    public static implicit operator ScenarioTime(string text) => Parse(text);

    public static implicit operator ScenarioTime(DateTimeOffset time) => new(time, TimeSpan.Zero);

    public static ScenarioTime Parse(string text) => TryParse(text)
        ?? throw new FormatException($"'{text}' is not a time. Write ISO 8601 (2026-11-24T08:00:00Z) or relative to the start (now, now-400d, now+5d, now-3h; units s, m, h, d, w).");

    /// <summary>The point in time for a cloud that started at <paramref name="start"/>.</summary>
    public DateTimeOffset Resolve(DateTimeOffset start) => absolute ?? start + offset;

    internal static ScenarioTime? TryParse(string text)
    {
        Match match = Relative().Match(text);
        if (match.Success)
        {
            return match.Groups["amount"] is { Success: true } amount
                ? FromRelative(long.Parse(amount.Value, CultureInfo.InvariantCulture), match.Groups["unit"].Value)
                : new ScenarioTime(null, TimeSpan.Zero);
        }

        return Iso().IsMatch(text)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? new ScenarioTime(time, TimeSpan.Zero)
            : null;
    }

    private static ScenarioTime FromRelative(long amount, string unit) => new(null, TimeSpan.FromSeconds(amount * unit switch
    {
        "s" => 1L,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        _ => 604_800,
    }));

    // Five digits are at most 1900 years, so that a date never overflows.
    [GeneratedRegex("^now(?:(?<amount>[+-][0-9]{1,5})(?<unit>[smhdw]))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Relative();

    [GeneratedRegex("^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Iso();
}
