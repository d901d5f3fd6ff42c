using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Costs;

namespace AtRest.Hosting.Reports.Details;

/// <summary>What is said of a report as a whole: small, whatever the fleet's size.</summary>
internal sealed record ReportOverview
{
    private const int MostCostLines = 20;

    /// <summary>What needs action, most urgent first.</summary>
    public ImmutableArray<ActionDetail> Actions { get; init; } = [];

    /// <summary>The number of all of them.</summary>
    public int ActionCount { get; init; }

    public ImmutableArray<TrendPoint> Trend { get; init; } = [];

    public ImmutableArray<WaiverUse> Waivers { get; init; } = [];

    /// <summary>What happens next, in order.</summary>
    public ImmutableArray<NextDate> Dates { get; init; } = [];

    /// <summary>What the keys and the audits cost, shortened; null if the report does not have it, or was stored by an earlier release.</summary>
    public OrganizationCosts? Costs { get; init; }

    /// <summary>The findings about the organization as a whole.</summary>
    public ImmutableArray<FindingDetail> Findings { get; init; } = [];

    /// <summary>The number of accounts and of sentences can grow with the fleet.</summary>
    public static OrganizationCosts Shortened(OrganizationCosts costs)
    {
        var further = Math.Max(0, costs.Unknown.Length - MostCostLines) + Math.Max(0, costs.Accounts.Length - MostCostLines);
        return costs with
        {
            Calls = [],
            Accounts = [.. costs.Accounts.Take(MostCostLines)],
            Unknown = [.. costs.Unknown.Take(MostCostLines), .. further == 0 ? Array.Empty<string>() : [$"{further} more {(further == 1 ? "line is" : "lines are")} in the report."]],
        };
    }
}

/// <summary>A cause that needs action, with its clusters.</summary>
/// <param name="Finding">One of its findings.</param>
/// <param name="Clusters">The number of its clusters.</param>
/// <param name="Examples">Some of them: ID and name.</param>
internal sealed record ActionDetail(FindingDetail Finding, int Clusters, ImmutableArray<ClusterReference> Examples);

/// <summary>A cluster by ID and name.</summary>
internal sealed record ClusterReference(string Id, string Name);

/// <summary>A date of a key, a waiver or a certificate.</summary>
/// <param name="At">UTC.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Cluster">The cluster that it is about.</param>
/// <param name="Subject">The key, the waiver's rule, or the address of the endpoint.</param>
internal sealed record NextDate(DateTimeOffset At, DateKind Kind, ClusterReference Cluster, string Subject);

/// <summary>What happens on a date.</summary>
internal enum DateKind
{
    /// <summary>A key, or a version of it, is deleted.</summary>
    [JsonStringEnumMemberName("deletion")]
    Deletion,

    /// <summary>Imported key material expires.</summary>
    [JsonStringEnumMemberName("materialExpiry")]
    MaterialExpiry,

    /// <summary>A waiver no longer applies.</summary>
    [JsonStringEnumMemberName("waiverEnd")]
    WaiverEnd,

    /// <summary>A key is rotated.</summary>
    [JsonStringEnumMemberName("rotation")]
    Rotation,

    /// <summary>The certificate at an endpoint of the cluster expires.</summary>
    [JsonStringEnumMemberName("certificateEnd")]
    CertificateEnd,
}
