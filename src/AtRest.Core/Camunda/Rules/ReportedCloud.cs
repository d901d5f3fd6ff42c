using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>The cloud that Camunda hosts a cluster on, according to Camunda's list of regions.</summary>
internal sealed record ReportedCloud
{
    /// <summary>Null if Camunda does not report it.</summary>
    public CloudProvider? Provider { get; private init; }

    /// <summary>The name of the region that Camunda reports.</summary>
    public string? Region { get; private init; }

    /// <summary>Why Camunda's response is missing although access is declared, as a sentence.</summary>
    public string? Unread { get; private init; }

    /// <summary>The name that Camunda reports for a cloud that AtRest does not support; otherwise null.</summary>
    public string? UnknownName { get; private init; }

    private EvidenceReference? reference;

    public static ReportedCloud Of(RuleContext context)
    {
        var report = CamundaReport.Of(context);
        if (report.Unread is { } unread)
        {
            return new ReportedCloud { Unread = unread.Cause, reference = report.Reference };
        }

        if (report.Cluster is not { Region: { } region } || context.Evidence.Evidence.Clouds.Camunda is not { Regions: var collected })
        {
            return new ReportedCloud();
        }

        if (!collected.TryGet(out var regions, out var absence))
        {
            return new ReportedCloud { Region = region.Name, Unread = absence.Cause, reference = collected.Reference };
        }

        // The list does not contain regions that Camunda no longer offers. Then only the declaration is known.
        var word = CamundaCloud.WordFor(region, regions);
        return new ReportedCloud
        {
            Region = region.Name ?? region.Uuid,
            Provider = CamundaRegionReading.CloudOf(word),
            UnknownName = CamundaRegionReading.CloudOf(word) is null ? word : null,
            Unread = word is null || CamundaRegionReading.CloudOf(word) is not null
                ? null
                : $"Camunda reports that the region {region.Name ?? region.Uuid} belongs to '{word}'. This version of AtRest does not support that cloud.",
            reference = collected.Reference,
        };
    }

    /// <summary>The outcome with a reference to its evidence.</summary>
    public Outcome With(Outcome outcome) => reference is { } known ? outcome with { Evidence = [known] } : outcome;
}
