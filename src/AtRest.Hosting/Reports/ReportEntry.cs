using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Reports;

/// <summary>The facts about a stored report that readers need without opening it.</summary>
internal sealed record ReportEntry
{
    public required string ReportId { get; init; }

    public required string AuditId { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>UTC, as in the report.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    public required AuditCause Cause { get; init; }

    /// <summary>The cause of the audit, for people; see <see cref="AuditOrder.Detail"/>.</summary>
    public string? Detail { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>Every cluster in the report, with its verdict.</summary>
    public required ImmutableArray<ReportedCluster> Clusters { get; init; }

    /// <summary>Declared clusters that the audit left out; empty for a whole report.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Whether it is about the whole organization.</summary>
    [JsonIgnore]
    public ReportScope Scope => LeftOut == 0 ? ReportScope.Organization : ReportScope.Clusters;

    /// <summary>The report in one sentence; null if an earlier release wrote it.</summary>
    public string? Headline { get; init; }

    /// <summary>The fleet is made up.</summary>
    public bool Demo { get; init; }

    /// <summary>The report that it is compared with.</summary>
    public string? PreviousReportId { get; init; }

    /// <summary>The number of changes since that report.</summary>
    public required int Changes { get; init; }

    /// <summary>The files, by format.</summary>
    public required ImmutableArray<ReportFile> Files { get; init; }
}

/// <summary>The verdict of a cluster in one report.</summary>
internal sealed record ReportedCluster(string Id, string Name, Verdict Verdict);

/// <summary>One file of a report.</summary>
internal sealed record ReportFile
{
    /// <summary><c>json</c>, <c>html</c> …: also the file's extension.</summary>
    public required string Format { get; init; }

    public required string MediaType { get; init; }

    /// <summary>In bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }
}
