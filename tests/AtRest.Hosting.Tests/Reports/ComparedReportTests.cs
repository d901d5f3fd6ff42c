using System.Text;
using AtRest.Core.Audits.History;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Reports;

/// <summary>What is stored beside a report for the next one.</summary>
public sealed class ComparedReportTests
{
    private static readonly MadeFleet Fleet = new(organizations: 1, clusters: 6);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Compared_HasTheContentOfTheReport_WhichIsReadWithoutIt()
    {
        await using var world = await AuditWorld.BeginAsync(Fleet);
        await using var server = world.Serve();
        var organization = MadeFleet.Id(1);
        var entry = await server.Audits.RunAsync(AuditWorld.Order(organization), Cancellation);
        var name = ReportBlobs.Compared(organization, entry.ReportId);

        var compared = await TextAsync(server, organization, entry.ReportId);
        await server.Blobs.WriteAsync(name, new MemoryStream(Encoding.UTF8.GetBytes("{ \"damaged\": 1 }")), new BlobWrite { Condition = WriteCondition.Any }, Cancellation);
        var damaged = await TextAsync(server, organization, entry.ReportId);
        await server.Blobs.DeleteAsync(name, etag: null, Cancellation);
        var missing = await TextAsync(server, organization, entry.ReportId);

        compared.Length.ShouldBeGreaterThan(1_000);
        damaged.ShouldBe(compared);
        missing.ShouldBe(compared);
    }

    private static async Task<string> TextAsync(AuditServer server, string organization, string reportId)
    {
        using var stream = new MemoryStream();
        await ComparedSerializer.WriteAsync((await server.Get<PreviousReports>().ReadAsync(organization, reportId, Cancellation))!, stream, Cancellation);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
