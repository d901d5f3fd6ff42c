using System.Security.Cryptography;
using AtRest.Core.Audits;
using AtRest.Hosting.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>What the tests ask of stored reports.</summary>
internal static class StoredReports
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The organization's only report, of which every file is whole.</summary>
    public static async Task<ReportEntry> OnlyReportAsync(this AuditServer server, string organizationId)
    {
        var page = await server.Reports.ListAsync(organizationId, before: null, limit: 10, Cancellation);
        var entry = page!.Reports.ShouldHaveSingleItem();
        entry.Files.Select(file => file.Format).ShouldBe(["json", "jsonl", "html", "pages"]);
        foreach (var file in entry.Files)
        {
            await using var content = (await server.Reports.OpenAsync(entry, file, Cancellation))!;
            using var buffer = new MemoryStream();
            await content.Content.CopyToAsync(buffer, Cancellation);
            buffer.Length.ShouldBe(file.Length);
            Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray())).ShouldBe(file.Sha256);
        }

        (await server.BlobNamesAsync($"organizations/{organizationId}/reports/")).Select(name => name.Split('/')[3]).Distinct().ShouldBe([entry.ReportId]);
        return entry;
    }

    public static async Task<AuditEvidence> EvidenceAsync(this AuditServer server, ReportEntry entry)
    {
        await using var blob = (await server.Blobs.ReadAsync(ReportBlobs.Evidence(entry.OrganizationId, entry.ReportId), Cancellation))!;
        return await EvidenceSerializer.ReadAsync(blob.Content, Cancellation);
    }

    /// <summary>Every cluster of a report, with its verdict.</summary>
    public static async Task<List<ReportedCluster>> ClustersAsync(this IServiceProvider services, ReportEntry entry) =>
        (await services.GetRequiredService<ClusterVerdicts>().ReadAsync(entry, _ => true, Cancellation)).ShouldNotBeNull();

    public static async Task<List<string>> BlobNamesAsync(this AuditServer server, string prefix)
    {
        var names = new List<string>();
        await foreach (var blob in server.Blobs.AllAsync(prefix, Cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }
}
