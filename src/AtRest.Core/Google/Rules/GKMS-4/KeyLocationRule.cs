using System.Text.RegularExpressions;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules;

/// <summary>The key material stays in the key's location (https://docs.cloud.google.com/kms/docs/locations), which matters for data residency. Recommended only, because Camunda does not document the locations of its keys.</summary>
internal sealed partial class KeyLocationRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-4",
        Title = "The key is in the cluster's region",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = (EncryptionType.Software | EncryptionType.Hardware).On(CloudProvider.Gcp),
    };

    /// <summary>The key's name contains the location, so no evidence is needed.</summary>
    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        var location = LocationOf(key.Key.Value?.Name) ?? LocationOf(key.Name)!;
        var declared = context.Cluster.Region;
        var report = CamundaReport.Of(context);
        var reported = report.Doubt is null ? CamundaRegionReading.CodeOf(report.Cluster?.Region, context.Cluster.Provider) : null;
        var outcome = (Misplaced(location, declared, $"the cluster is declared to run in {declared}"), reported) switch
        {
            ({ } wrong, _) => Failure(key, wrong),
            (null, { } actual) when !Same(actual, location) => Failure(key, $"The key is in {location}, as declared for the cluster, but Camunda reports that the cluster runs in {actual}."),
            (null, { }) => Outcome.Pass($"The key is in {location}, the cluster's region according to the inventory and to Camunda."),
            _ => Outcome.Pass($"The key is in {location}, the cluster's declared region."),
        };
        outcome = outcome with { Evidence = key.Key.Value is null ? [] : [key.Key.Reference] };
        return reported is null ? outcome : report.With(outcome);
    }

    private static string? Misplaced(string location, string region, string clusterRuns) => location switch
    {
        _ when Same(location, region) => null,
        "global" => $"The key's location is global, so Google can store and use the key anywhere in the world, while {clusterRuns}.",
        _ when MultiRegions.Contains(location, region) is { } contains => contains
            ? $"The key is in the multi-region {location}, which contains {region} but also other regions, while {clusterRuns}."
            : $"The key is in the multi-region {location}, which does not contain {region}, while {clusterRuns}.",
        _ when MultiRegionForm().IsMatch(location) => $"The key is in the multi-region {location}, and AtRest has no data on whether it contains {region}, while {clusterRuns}.",
        _ when !RegionForm().IsMatch(location) => $"The key is in {location}, which is not a single region, while {clusterRuns}.",
        _ => $"The key is in {location}, while {clusterRuns}.",
    };

    private static Outcome Failure(CryptoKeyEvidence key, string message) => Outcome.Fail(message) with
    {
        Consequence = "The key is stored, at least in part, outside the cluster's region. This can violate a data residency requirement, and an outage in another region can stop the cluster.",
        Remedy = $"Check the cluster's region and cryptoKey in the inventory against the Camunda Console. The location of a key cannot be changed. If both are right: {AskCamunda(key, "explain where the key is, and how to get a key in the cluster's region")}",
    };

    private static string? LocationOf(string? name) => name is not null && NameForm().Match(name) is { Success: true } match ? match.Groups["location"].Value : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^projects/[^/]+/locations/(?<location>[^/]+)/")]
    private static partial Regex NameForm();

    /// <summary>The form of Google's names of multi-regions: <c>eur3</c>, <c>nam15</c>, <c>asia1</c>.</summary>
    [GeneratedRegex(@"^[a-z]+[0-9]+\z")]
    private static partial Regex MultiRegionForm();

    [GeneratedRegex(@"^[a-z]+(?:-[a-z]+)+[0-9]+\z")]
    private static partial Regex RegionForm();
}
