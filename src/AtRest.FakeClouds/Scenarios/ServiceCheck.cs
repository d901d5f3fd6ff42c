using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Scenarios;

/// <summary>Checks the names of services and operations in a scenario.</summary>
internal static class ServiceCheck
{
    // From the list of clouds, so that each service is named once.
    private static readonly string[] Services = [.. CloudList.All.SelectMany(cloud => cloud.ServiceNames)];

    private static readonly Regex Operation = new($"^(?:\\*|(?:{string.Join('|', Services)}):[A-Za-z0-9.*]+)$", RegexOptions.CultureInvariant);
    private static readonly Regex Quota = new($"^(?:{string.Join('|', Services)}):[A-Za-z0-9.]+$", RegexOptions.CultureInvariant);
    private static readonly Regex Service = new($"^(?:{string.Join('|', Services)})$", RegexOptions.CultureInvariant);

    /// <summary>Patterns of operations, with <c>*</c>.</summary>
    public static IEnumerable<string> Operations(IEnumerable<string> operations) => ScenarioCheck.Malformed("operation", operations, Operation, "SERVICE:OPERATION, such as kms:GetKeyPolicy or s3:*");

    /// <summary>Names of single operations.</summary>
    public static IEnumerable<string> Quotas(string place, IEnumerable<string> operations) => ScenarioCheck.Malformed(place, operations, Quota, "SERVICE:OPERATION, such as kms:ListGrants");

    /// <summary>Names of services.</summary>
    public static IEnumerable<string> ServiceNames(string place, IEnumerable<string> names) => ScenarioCheck.Malformed(place, names, Service, $"one of {string.Join(", ", Services)}");
}
