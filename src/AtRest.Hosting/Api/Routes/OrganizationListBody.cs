using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Api.Routes;

/// <summary>A page of organizations, by ID.</summary>
/// <param name="Organizations">The organizations.</param>
/// <param name="Total">The number of all that the caller can see.</param>
internal sealed record OrganizationListBody(ImmutableArray<OrganizationBody> Organizations, int Total)
{
    /// <summary>The address of the next page; left out on the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>An organization with its newest report about all clusters.</summary>
internal sealed record OrganizationBody
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The number of declared clusters.</summary>
    public required int Clusters { get; init; }

    /// <summary>Left out if the organization has no whole report yet.</summary>
    public OrganizationVerdict? Latest { get; init; }

    public static OrganizationBody Of(FleetEntry entry) => new()
    {
        Id = entry.Organization.Id,
        Name = entry.Organization.Name,
        Clusters = entry.Organization.Clusters.Length,
        Latest = entry.Report is { } report
            ? new OrganizationVerdict(WireWord.Of(report.Verdict), report.ReportId, report.GeneratedAt, report.Clusters.Compliant, report.Clusters.NonCompliant, report.Clusters.Indeterminate)
            : null,
    };
}

/// <summary>The result of a report about the whole organization.</summary>
internal sealed record OrganizationVerdict(string Verdict, string ReportId, DateTimeOffset GeneratedAt, int Compliant, int NonCompliant, int Indeterminate);
