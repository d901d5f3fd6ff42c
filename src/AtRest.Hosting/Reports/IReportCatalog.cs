using System.Collections.Immutable;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>The reports of each organization. A report is here once it is complete, and never changes.</summary>
internal interface IReportCatalog
{
    /// <summary>A page of an organization's reports, newest first.</summary>
    /// <param name="organizationId">Whose reports.</param>
    /// <param name="before">The id of the last report of the page before; null for the first page. An id that is not there (any more) gives null as answer.</param>
    /// <param name="limit">1 to 200.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    Task<ReportPage?> ListAsync(string organizationId, string? before, int limit, CancellationToken cancellationToken);

    /// <summary>One report; null if the organization has none of this id.</summary>
    Task<ReportEntry?> FindAsync(string organizationId, string reportId, CancellationToken cancellationToken);

    /// <summary>The newest report of a kind; null if there is none yet.</summary>
    Task<ReportEntry?> LatestAsync(string organizationId, LatestOf scope, CancellationToken cancellationToken);

    /// <summary>The latest verdict on each of the organization's clusters that was ever reported and is still kept, by cluster id.</summary>
    Task<ImmutableDictionary<string, ClusterStanding>> StandingsAsync(string organizationId, CancellationToken cancellationToken);

    /// <summary>A file of a report, opened for reading; null if the retention has removed it meanwhile.</summary>
    Task<BlobContent?> OpenAsync(ReportEntry report, ReportFile file, CancellationToken cancellationToken);

    /// <summary>A link to a file that anybody can read for a short while; null if the storage has no links.</summary>
    Task<Uri?> LinkAsync(ReportEntry report, ReportFile file, TimeSpan lifetime, CancellationToken cancellationToken);
}

/// <summary>A page of reports.</summary>
/// <param name="Reports">Newest first.</param>
/// <param name="HasMore">Older ones follow.</param>
internal sealed record ReportPage(ImmutableArray<ReportEntry> Reports, bool HasMore);

/// <summary>Among which reports the newest one is looked for.</summary>
internal enum LatestOf
{
    /// <summary>Those about the whole organization.</summary>
    Organization,

    /// <summary>All, also those about some clusters.</summary>
    Any,
}

/// <summary>What the newest report about a cluster says.</summary>
internal sealed record ClusterStanding(ReportedCluster Cluster, string ReportId, DateTimeOffset GeneratedAt);
