using System.Text;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Reports;

/// <summary>Reports of an organization that are written without an audit, as this release or an earlier one writes them.</summary>
internal sealed class StoredFleet(AuditServer server, string organization)
{
    public static readonly DateTimeOffset Begin = new(2026, 1, 1, 2, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static ReportEntry Entry(string organization, int hour, bool isWhole, IReadOnlyList<ReportedCluster> clusters) => new()
    {
        ReportId = Guid.NewGuid().ToString(),
        AuditId = Guid.NewGuid().ToString(),
        OrganizationId = organization,
        GeneratedAt = Begin.AddHours(hour),
        Cause = AuditCause.Request,
        Verdict = Verdict.Compliant,
        Clusters = ClusterCounts.Of(clusters.Select(cluster => cluster.Verdict)),
        LeftOut = isWhole ? 0 : 1,
        Changes = 0,
        Files = [new ReportFile { Format = "json", FileName = "report.json", MediaType = "application/json", Length = 2, Sha256 = new string('0', 64) }],
    };

    public static ReportedCluster[] Clusters(int count, Verdict verdict = Verdict.Compliant) =>
        [.. Enumerable.Range(1, count).Select(number => new ReportedCluster(MadeFleet.ClusterId(1, number), $"cluster-{number}", verdict))];

    public async Task<ReportEntry> WriteAsync(int hour, bool isWhole = true, ReportedCluster[]? clusters = null)
    {
        clusters ??= Clusters(2);
        var entry = Entry(organization, hour, isWhole, clusters);
        await TextAsync(ReportBlobs.File(organization, entry.ReportId, "report.json"), "{}");
        await server.Get<ClusterVerdicts>().WriteAsync(organization, entry.ReportId, clusters, Cancellation);
        await server.Blobs.WriteJsonAsync(ReportBlobs.Entry(organization, entry.ReportId), entry, WriteCondition.CreateOnly, Cancellation);
        await server.Get<LatestReports>().PublishAsync(entry, Cancellation);
        return entry;
    }

    /// <summary>The same entry twice, with all clusters inside, and no other blob.</summary>
    public async Task<ReportEntry> WriteAsEarlierReleaseAsync(int hour, bool isWhole = true, ReportedCluster[]? clusters = null)
    {
        clusters ??= Clusters(2);
        var entry = Entry(organization, hour, isWhole, clusters);
        var json = (JsonObject)System.Text.Json.JsonSerializer.SerializeToNode(entry, HostingJson.Options)!;
        json["clusters"] = System.Text.Json.JsonSerializer.SerializeToNode(clusters, HostingJson.Options);
        await TextAsync(ReportBlobs.File(organization, entry.ReportId, "report.json"), "{}");
        await TextAsync(ReportBlobs.Entry(organization, entry.ReportId), json.ToJsonString());
        await TextAsync(ReportBlobs.Index(entry).Name, json.ToJsonString());
        return entry;
    }

    public Task TextAsync(string name, string text) =>
        server.Blobs.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)), new BlobWrite { Condition = WriteCondition.Any, ContentType = BlobJson.MediaType }, Cancellation);

    public async Task<string?> TextAsync(string name)
    {
        await using var blob = await server.Blobs.ReadAsync(name, Cancellation);
        return blob is null ? null : await new StreamReader(blob.Content).ReadToEndAsync(Cancellation);
    }

    public async Task DeleteFolderAsync(string reportId)
    {
        foreach (var name in await server.BlobNamesAsync(ReportBlobs.Folder(organization, reportId)))
        {
            await server.Blobs.DeleteAsync(name, null, Cancellation);
        }
    }

    public async Task<List<string>> IdsAsync(int limit = 200) =>
        [.. (await server.Reports.ListAsync(organization, null, limit, Cancellation))!.Reports.Select(report => report.ReportId)];

    public async Task<string?> LatestAsync(LatestOf scope) => (await server.Reports.LatestAsync(organization, scope, Cancellation))?.ReportId;
}
