using System.Text.RegularExpressions;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Camunda.Rules;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Google.Rules;

/// <summary>The key material stays in the key's location (https://docs.cloud.google.com/kms/docs/locations): a question of data residency. Recommended: Camunda documents no location of its keys.</summary>
internal sealed partial class KeyLocationRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-4",
        Title = "The key is in the cluster's region",
        Level = RuleLevel.Recommended,
        Severity = Severity.Medium,
        AppliesTo = EncryptionType.Software | EncryptionType.Hardware,
    };

    /// <summary>The location stands in the key's name: nothing has to be read for it.</summary>
    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        var location = LocationOf(key.Key.Value?.Name) ?? LocationOf(key.Name)!;
        var declared = context.Cluster.Region;
        var report = CamundaReport.Of(context);
        var reported = report.Doubt is null ? CamundaRegionReading.CodeOf(report.Cluster?.Region, context.Cluster.Provider) : null;
        var outcome = (Misplaced(location, declared, $"the cluster is declared to run in {declared}"), reported) switch
        {
            ({ } wrong, _) => Failure(key, wrong),
            (null, { } actual) when !Same(actual, location) => Failure(key, $"The key is in {location}, as the cluster is declared to be; but Camunda reports that the cluster runs in {actual}."),
            (null, { }) => Outcome.Pass($"The key is in {location}, the cluster's region, as declared and as Camunda reports it."),
            _ => Outcome.Pass($"The key is in {location}, the cluster's declared region."),
        };
        outcome = outcome with { Evidence = key.Key.Value is null ? [] : [key.Key.Reference] };
        return reported is null ? outcome : report.With(outcome);
    }

    private static string? Misplaced(string location, string region, string clusterRuns) => location switch
    {
        _ when Same(location, region) => null,
        "global" => $"The key's location is global: Google may keep and use it anywhere in the world, while {clusterRuns}.",
        _ when MultiRegions.Contains(location, region) is { } contains => contains
            ? $"The key is in the multi-region {location}, which contains {region}; but it is kept in other regions, too, while {clusterRuns}."
            : $"The key is in the multi-region {location}, which does not contain {region}, while {clusterRuns}.",
        _ when MultiRegionForm().IsMatch(location) => $"The key is in {location}, a multi-region: it is kept in several regions, and AtRest does not know whether {region} is one of them, while {clusterRuns}.",
        _ when !RegionForm().IsMatch(location) => $"The key is in {location}, which is no single region, while {clusterRuns}.",
        _ => $"The key is in {location}, while {clusterRuns}.",
    };

    private static Outcome Failure(CryptoKeyEvidence key, string message) => Outcome.Fail(message) with
    {
        Consequence = "The key that protects the data lies, at least in part, outside the region that was chosen for it: a promise about where data and keys are kept may be broken, and an outage elsewhere can stop the cluster.",
        Remedy = $"Check the cluster's region and cryptoKey in the inventory against the Camunda Console. A key never changes its location; if both are right: {AskCamunda(key, "explain where the key is, and what it takes to have one in the cluster's region")}",
    };

    private static string? LocationOf(string? name) => name is not null && NameForm().Match(name) is { Success: true } match ? match.Groups["location"].Value : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex("^projects/[^/]+/locations/(?<location>[^/]+)/")]
    private static partial Regex NameForm();

    /// <summary>How Google names multi-regions: <c>eur3</c>, <c>nam15</c>, <c>asia1</c>.</summary>
    [GeneratedRegex(@"^[a-z]+[0-9]+\z")]
    private static partial Regex MultiRegionForm();

    [GeneratedRegex(@"^[a-z]+(?:-[a-z]+)+[0-9]+\z")]
    private static partial Regex RegionForm();
}
