using AtRest.Core.Inventory;

namespace AtRest.Reports.Html.Sections;

/// <summary>Where a finding stands.</summary>
internal sealed record FindingContext(ReportView View, Cluster Cluster);
