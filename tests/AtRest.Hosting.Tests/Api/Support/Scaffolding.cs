using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Reports;
using AtRest.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Api.Support;

internal sealed class Scaffolding(IConfiguration configuration) : IAudits, IReportCatalog, IInventorySource
{
    private readonly ConcurrentDictionary<string, AuditOrder> orders = new();
    private readonly ConcurrentDictionary<string, ReportEntry> reports = new();

    public static void Add(IServiceCollection services) => services
        .AddSingleton<Scaffolding>()
        .AddSingleton<IAudits>(provider => provider.GetRequiredService<Scaffolding>())
        .AddSingleton<IReportCatalog>(provider => provider.GetRequiredService<Scaffolding>())
        .AddSingleton<IInventorySource>(provider => provider.GetRequiredService<Scaffolding>());

    public Task<AuditStatus> StartAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        orders[order.AuditId] = order;
        return Task.FromResult(Status(order));
    }

    public Task<ReportEntry?> GiveUpAsync(AuditOrder order, string cause, CancellationToken cancellationToken) => Task.FromResult<ReportEntry?>(null);

    public Task<ReportEntry> RunAsync(AuditOrder order, CancellationToken cancellationToken)
    {
        orders[order.AuditId] = order;
        var file = new ReportFile { Format = "json", MediaType = "application/json", Length = 2, Sha256 = Convert.ToHexStringLower(SHA256.HashData("{}"u8)) };
        var entry = new ReportEntry
        {
            ReportId = Guid.NewGuid().ToString(),
            AuditId = order.AuditId,
            OrganizationId = order.OrganizationId,
            GeneratedAt = order.OrderedAt,
            Cause = order.Cause,
            Verdict = Verdict.Compliant,
            Clusters = [.. order.Clusters.Select(id => new ReportedCluster(id, id, Verdict.Compliant))],
            LeftOut = 0,
            Changes = 0,
            Files = [file, file with { Format = "jsonl" }, file with { Format = "html", MediaType = "text/html; charset=utf-8" }],
        };
        reports[entry.ReportId] = entry;
        return Task.FromResult(entry);
    }

    public Task<AuditStatus?> FindAsync(string organizationId, string auditId, CancellationToken cancellationToken) =>
        Task.FromResult(orders.GetValueOrDefault(auditId) is { } order && order.OrganizationId == organizationId ? Status(order) : null);

    public Task<InventoryDocument> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult(InventoryParser.Parse(File.ReadAllBytes(configuration["AtRest:Inventory"]!)).Document!);

    public Task<ReportPage?> ListAsync(string organizationId, string? before, int limit, CancellationToken cancellationToken)
    {
        var all = reports.Values.Where(report => report.OrganizationId == organizationId).OrderByDescending(report => report.GeneratedAt).ToList();
        var start = before is null ? 0 : all.FindIndex(report => report.ReportId == before) + 1;
        return Task.FromResult(before is not null && start == 0 ? null : new ReportPage([.. all.Skip(start).Take(limit)], all.Count > start + limit));
    }

    Task<ReportEntry?> IReportCatalog.FindAsync(string organizationId, string reportId, CancellationToken cancellationToken) =>
        Task.FromResult(reports.GetValueOrDefault(reportId) is { } report && report.OrganizationId == organizationId ? report : null);

    public Task<ReportEntry?> LatestAsync(string organizationId, CancellationToken cancellationToken) =>
        Task.FromResult(reports.Values.Where(report => report.OrganizationId == organizationId).MaxBy(report => report.GeneratedAt));

    public Task<ImmutableDictionary<string, ClusterStanding>> StandingsAsync(string organizationId, CancellationToken cancellationToken) =>
        Task.FromResult(ImmutableDictionary<string, ClusterStanding>.Empty);

    public Task<BlobContent?> OpenAsync(ReportEntry report, ReportFile file, CancellationToken cancellationToken) =>
        Task.FromResult<BlobContent?>(new BlobContent(new BlobInfo { Name = "x", ETag = "x", ContentType = file.MediaType, Length = 2, LastModified = report.GeneratedAt }, new MemoryStream(Encoding.UTF8.GetBytes("{}"))));

    public Task<Uri?> LinkAsync(ReportEntry report, ReportFile file, TimeSpan lifetime, CancellationToken cancellationToken) => Task.FromResult<Uri?>(new Uri("https://acme.blob.core.windows.net/x?sig=secret"));

    private static AuditStatus Status(AuditOrder order) => new() { Id = order.AuditId, State = AuditState.Queued, Cause = order.Cause, OrderedAt = order.OrderedAt, Clusters = 1, Evaluated = 0, NotEvaluated = 0 };
}
