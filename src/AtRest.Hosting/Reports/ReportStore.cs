using System.Collections.Immutable;
using System.Reflection;
using System.Security.Cryptography;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Hosting.Audits;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>
/// Writes reports: the evidence, the files, the verdicts, the facts about them, and last the index entry, which makes the report visible. Each is written only if it does not exist, and
/// a second writer continues with what the first one wrote, so that a report is the same wherever a process is killed.
/// </summary>
internal sealed class ReportStore(IBlobStore blobs, ClusterVerdicts verdicts, LatestReports latest, IEnumerable<IReportRenderer> renderers)
{
    private static readonly ToolInfo Tool = new(
        "AtRest", typeof(ReportStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    private readonly ImmutableArray<IReportRenderer> renderers = [.. renderers];

    public async Task<StoredReport> StoreAsync(AuditEvidence evidence, AuditOrder order, CancellationToken cancellationToken)
    {
        var report = new Auditor(RuleCatalog.All, Tool).Audit(await GetOrCreateEvidenceAsync(evidence, cancellationToken));
        var name = ReportBlobs.Entry(report.OrganizationId, report.ReportId);
        var entry = await blobs.ReadJsonAsync<ReportEntry>(name, cancellationToken)
            ?? await blobs.CreateJsonAsync(name, await WriteFilesAsync(report, order, cancellationToken), cancellationToken);
        await latest.PublishAsync(entry, cancellationToken);
        return new StoredReport(entry, report);
    }

    /// <summary>The evidence of the report: this one, or the one that was stored before.</summary>
    private async Task<AuditEvidence> GetOrCreateEvidenceAsync(AuditEvidence evidence, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.Evidence(evidence.Organization.Id, ReportIds.Of(evidence.AuditId, evidence.Organization.Id));
        using var buffer = new MemoryStream();
        EvidenceSerializer.Write(evidence, buffer);
        if (await CreateAsync(name, buffer, BlobJson.MediaType, cancellationToken))
        {
            return evidence;
        }

        try
        {
            return EvidenceSerializer.Read(buffer);
        }
        catch (EvidenceFormatException)
        {
            // It was changed since: the evidence of the batches, which was checked, replaces it.
            buffer.SetLength(0);
            EvidenceSerializer.Write(evidence, buffer);
            buffer.Position = 0;
            await blobs.WriteAsync(name, buffer, new BlobWrite { Condition = WriteCondition.Any, ContentType = BlobJson.MediaType }, cancellationToken);
            return evidence;
        }
    }

    private async Task<ReportEntry> WriteFilesAsync(AuditReport report, AuditOrder order, CancellationToken cancellationToken)
    {
        var files = ImmutableArray.CreateBuilder<ReportFile>(renderers.Length);
        foreach (var renderer in renderers)
        {
            using var buffer = new MemoryStream();
            await renderer.RenderAsync(report, buffer, cancellationToken);
            await CreateAsync(ReportBlobs.File(report.OrganizationId, report.ReportId, renderer.FileName), buffer, renderer.MediaType, cancellationToken);
            files.Add(new ReportFile
            {
                Format = renderer.Format,
                FileName = renderer.FileName,
                MediaType = renderer.MediaType,
                Length = buffer.Length,
                Sha256 = Convert.ToHexStringLower(SHA256.HashData(buffer.GetBuffer().AsSpan(0, (int)buffer.Length))),
            });
        }

        var clusters = report.Summaries.Select(cluster => new ReportedCluster(cluster.Id, cluster.Name, cluster.Verdict));
        await verdicts.WriteAsync(report.OrganizationId, report.ReportId, clusters, cancellationToken);
        return new ReportEntry
        {
            ReportId = report.ReportId,
            AuditId = report.AuditId,
            OrganizationId = report.OrganizationId,
            GeneratedAt = report.GeneratedAt,
            Cause = order.Cause,
            Detail = order.Detail,
            Verdict = report.Verdict,
            Clusters = ClusterCounts.Of(report.Summaries.Select(cluster => cluster.Verdict)),
            LeftOut = report.LeftOut.Length,
            Headline = report.Headline,
            Demo = report.Demo,
            PreviousReportId = report.PreviousReportId,
            Changes = report.Changes.Length,
            Files = files.ToImmutable(),
        };
    }

    /// <summary>Writes a blob. If it exists, reads it into the buffer instead: another version of the program may have written it.</summary>
    private async Task<bool> CreateAsync(string name, MemoryStream buffer, string mediaType, CancellationToken cancellationToken)
    {
        buffer.Position = 0;
        var isWritten = (await blobs.WriteAsync(name, buffer, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = mediaType }, cancellationToken)).IsWritten;
        if (!isWritten)
        {
            var there = await blobs.ReadAsync(name, cancellationToken) ?? throw new StorageException($"The blob '{name}' was deleted while AtRest was working with it.") { IsTransient = true };
            await using (there)
            {
                buffer.SetLength(0);
                await there.Content.CopyToAsync(buffer, cancellationToken);
            }
        }

        buffer.Position = 0;
        return isWritten;
    }
}

/// <summary>A stored report and its facts.</summary>
internal sealed record StoredReport(ReportEntry Entry, AuditReport Report);
