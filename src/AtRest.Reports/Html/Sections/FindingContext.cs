using AtRest.Core.Inventory;
using AtRest.Reports.Html.Writing;

namespace AtRest.Reports.Html.Sections;

/// <summary>The place of a finding.</summary>
/// <param name="View">The report.</param>
/// <param name="Cluster">Null for a finding about the organization as a whole.</param>
internal sealed record FindingContext(ReportView View, Cluster? Cluster)
{
    /// <summary>The level of a card's heading below those of its section.</summary>
    public Markup Heading { get; } = new(Cluster is null ? "h3" : "h5");
}
