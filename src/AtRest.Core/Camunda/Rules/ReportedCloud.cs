using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>The cloud that Camunda hosts a cluster on: what its list of regions says about the cluster's region.</summary>
internal sealed record ReportedCloud
{
    /// <summary>Null if Camunda does not tell.</summary>
    public CloudProvider? Provider { get; private init; }

    /// <summary>The region's name in Camunda's words.</summary>
    public string? Region { get; private init; }

    /// <summary>Why Camunda's word is missing, where it was to be had: a sentence.</summary>
    public string? Unseen { get; private init; }

    /// <summary>The name of a cloud that AtRest does not know, in Camunda's words; null otherwise.</summary>
    public string? UnknownName { get; private init; }

    private EvidenceReference? reference;

    public static ReportedCloud Of(RuleContext context)
    {
        var report = CamundaReport.Of(context);
        if (report.Unread is { } unread)
        {
            return new ReportedCloud { Unseen = unread.Cause, reference = report.Reference };
        }

        if (report.Cluster is not { Region: { } region } || context.Evidence.Evidence.Clouds.Camunda is not { Regions: var collected })
        {
            return new ReportedCloud();
        }

        if (!collected.TryGet(out var regions, out var absence))
        {
            return new ReportedCloud { Region = region.Name, Unseen = absence.Cause, reference = collected.Reference };
        }

        // A region that Camunda no longer offers is in the list no more: then the declaration is all there is.
        var word = CamundaCloud.WordFor(region, regions);
        return new ReportedCloud
        {
            Region = region.Name ?? region.Uuid,
            Provider = CamundaRegionReading.CloudOf(word),
            UnknownName = CamundaRegionReading.CloudOf(word) is null ? word : null,
            Unseen = word is null || CamundaRegionReading.CloudOf(word) is not null
                ? null
                : $"Camunda says that the region {region.Name ?? region.Uuid} belongs to '{word}', which this version of AtRest does not know.",
            reference = collected.Reference,
        };
    }

    /// <summary>The outcome with the evidence that it rests on.</summary>
    public Outcome With(Outcome outcome) => reference is { } known ? outcome with { Evidence = [known] } : outcome;
}
