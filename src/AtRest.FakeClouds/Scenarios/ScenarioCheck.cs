using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>The kinds of rules that scenarios have to follow.</summary>
internal static class ScenarioCheck
{
    public static IEnumerable<string> Malformed(string place, IEnumerable<string> values, Regex form, string allowed) =>
        values.Where(value => !form.IsMatch(value)).Select(value => $"{place}: '{value}' is not of the form {allowed}.");

    public static IEnumerable<string> Repeated(string place, IEnumerable<string> values) =>
        values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => $"{place}: '{group.Key}' occurs {group.Count()} times.");

    /// <param name="place">The property.</param>
    /// <param name="isAllowed">Whether its value is allowed.</param>
    /// <param name="allowed">The values that are.</param>
    public static IEnumerable<string> Allowed(string place, bool isAllowed, string allowed) => isAllowed ? [] : [$"{place}: the allowed values are {allowed}."];
}
