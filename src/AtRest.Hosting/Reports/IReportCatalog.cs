using System.Collections.Immutable;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>The reports of each organization. A report appears here when it is complete, and never changes.</summary>
internal interface IReportCatalog
{
    /// <summary>A page of an organization's reports, newest first.</summary>
    /// <param name="organizationId">The organization.</param>
    /// <param name="before">The ID of the last report of the previous page; null for the first page. Null is returned for an ID that does not exist (any more).</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    Task<ReportPage?> ListAsync(string organizationId, string? before, int limit, CancellationToken cancellationToken);

    /// <summary>One report; null if the organization has no report with this ID.</summary>
    Task<ReportEntry?> FindAsync(string organizationId, string reportId, CancellationToken cancellationToken);

    /// <summary>The newest report of a kind; null if there is none.</summary>
    Task<ReportEntry?> LatestAsync(string organizationId, LatestOf scope, CancellationToken cancellationToken);

    /// <summary>The latest kept verdict on each of the organization's clusters, by cluster ID.</summary>
    Task<ImmutableDictionary<string, ClusterStanding>> StandingsAsync(string organizationId, CancellationToken cancellationToken);

    /// <summary>A file of a report, opened for reading and verified; null if the retention has deleted it meanwhile.</summary>
    /// <exception cref="StorageException">It cannot be read, or it no longer matches its SHA-256 (<see cref="StorageException.IsDamage"/>).</exception>
    Task<BlobContent?> OpenAsync(ReportEntry report, ReportFile file, CancellationToken cancellationToken);

    /// <summary>A short-lived link to a file that works without a credential; null if the storage has no links.</summary>
    /// <exception cref="StorageException">As above.</exception>
    Task<Uri?> LinkAsync(ReportEntry report, ReportFile file, TimeSpan lifetime, CancellationToken cancellationToken);
}

/// <summary>A page of reports.</summary>
/// <param name="Reports">The newest first.</param>
/// <param name="HasMore">There are older ones.</param>
internal sealed record ReportPage(ImmutableArray<ReportEntry> Reports, bool HasMore);

/// <summary>The reports to choose the newest from.</summary>
internal enum LatestOf
{
    /// <summary>Reports about the whole organization.</summary>
    Organization,

    /// <summary>All reports, including those about some clusters.</summary>
    Any,
}

/// <summary>What the newest report about a cluster found.</summary>
internal sealed record ClusterStanding(ReportedCluster Cluster, string ReportId, DateTimeOffset GeneratedAt);
