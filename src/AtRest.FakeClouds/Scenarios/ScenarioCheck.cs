using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>The kinds of rules that scenarios have to follow.</summary>
internal static class ScenarioCheck
{
    // From the list of clouds, so that each service is named once.
    private static readonly string[] Services = [.. CloudList.All.SelectMany(cloud => cloud.ServiceNames)];

    private static readonly Regex Operation = new($"^(?:\\*|(?:{string.Join('|', Services)}):[A-Za-z0-9.*]+)$", RegexOptions.CultureInvariant);
    private static readonly Regex Quota = new($"^(?:{string.Join('|', Services)}):[A-Za-z0-9.]+$", RegexOptions.CultureInvariant);
    private static readonly Regex Service = new($"^(?:{string.Join('|', Services)})$", RegexOptions.CultureInvariant);

    /// <summary>Patterns of operations, with <c>*</c>.</summary>
    public static IEnumerable<string> Operations(IEnumerable<string> operations) => Malformed("operation", operations, Operation, "SERVICE:OPERATION, such as kms:GetKeyPolicy or s3:*");

    /// <summary>Names of single operations.</summary>
    public static IEnumerable<string> Quotas(string place, IEnumerable<string> operations) => Malformed(place, operations, Quota, "SERVICE:OPERATION, such as kms:ListGrants");

    /// <summary>Names of services.</summary>
    public static IEnumerable<string> ServiceNames(string place, IEnumerable<string> names) => Malformed(place, names, Service, $"one of {string.Join(", ", Services)}");

    public static IEnumerable<string> Malformed(string place, IEnumerable<string> values, Regex form, string allowed) =>
        values.Where(value => !form.IsMatch(value)).Select(value => $"{place}: '{value}' is not of the form {allowed}.");

    public static IEnumerable<string> Repeated(string place, IEnumerable<string> values) =>
        values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => $"{place}: '{group.Key}' occurs {group.Count()} times.");

    /// <param name="place">The property.</param>
    /// <param name="isAllowed">Whether its value is allowed.</param>
    /// <param name="allowed">The values that are.</param>
    public static IEnumerable<string> Allowed(string place, bool isAllowed, string allowed) => isAllowed ? [] : [$"{place}: the allowed values are {allowed}."];
}
