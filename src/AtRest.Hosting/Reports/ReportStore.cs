using System.Collections.Immutable;
using System.Reflection;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Signing;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>
/// Writes reports: the evidence, the files, the signature, the verdicts, the facts about them, and last the index entry, which makes the report visible. Each is written only if it does not exist, and
/// a second writer continues with what the first one wrote, so that a report is the same wherever a process is killed.
/// </summary>
internal sealed class ReportStore(
    IBlobStore blobs, ClusterVerdicts verdicts, LatestReports latest, ReportDetails details, ReportFileWriter writer, IEnumerable<IReportRenderer> renderers)
{
    /// <summary>The program that writes reports.</summary>
    public static readonly ToolInfo Tool = new(
        "AtRest", typeof(ReportStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    public async Task<StoredReport> StoreAsync(AuditEvidence evidence, AuditOrder order, CancellationToken cancellationToken)
    {
        var used = await GetOrCreateEvidenceAsync(evidence, cancellationToken);
        var report = new Auditor(RuleCatalog.All, Tool) { Cancellation = cancellationToken }.Audit(used);
        var name = ReportBlobs.Entry(report.OrganizationId, report.ReportId);
        var entry = await blobs.ReadJsonAsync<ReportEntry>(name, cancellationToken)
            ?? await blobs.CreateJsonAsync(name, await WriteFilesAsync(report, used, order, cancellationToken), cancellationToken);
        await latest.PublishAsync(entry, cancellationToken);
        return new StoredReport(entry, report);
    }

    /// <summary>The evidence of the report: this one, or the one that was stored before.</summary>
    private async Task<AuditEvidence> GetOrCreateEvidenceAsync(AuditEvidence evidence, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.Evidence(evidence.Organization.Id, ReportIds.Of(evidence.AuditId, evidence.Organization.Id));
        if (await WriteAsync(WriteCondition.CreateOnly))
        {
            return evidence;
        }

        try
        {
            var blob = await blobs.ReadAsync(name, cancellationToken) ?? throw new StorageException($"The blob '{name}' was deleted while AtRest was working with it.") { IsTransient = true };
            await using (blob)
            {
                return await EvidenceSerializer.ReadAsync(blob.Content, cancellationToken);
            }
        }
        catch (EvidenceFormatException)
        {
            // It was changed since: the evidence of the batches, which was checked, replaces it.
            await WriteAsync(WriteCondition.Any);
            return evidence;
        }

        async Task<bool> WriteAsync(WriteCondition condition) => await blobs.WriteAsync(
            name, new BlobWrite { Condition = condition, ContentType = BlobJson.MediaType }, (stream, token) => EvidenceSerializer.WriteAsync(evidence, stream, token), cancellationToken) is not null;
    }

    private async Task<ReportEntry> WriteFilesAsync(AuditReport report, AuditEvidence used, AuditOrder order, CancellationToken cancellationToken)
    {
        await writer.CreateAsync(
            ReportBlobs.Compared(report.OrganizationId, report.ReportId), BlobJson.MediaType, (stream, token) => ComparedSerializer.WriteAsync(PreviousAudit.Of(report), stream, token), cancellationToken);
        var evidence = await writer.EvidenceAsync(report, cancellationToken);
        var files = ImmutableArray.CreateBuilder<ReportFile>();
        foreach (var renderer in renderers.Where(renderer => renderer.IsStored))
        {
            files.Add(await writer.WriteAsync(report, renderer, cancellationToken));
        }

        var clusters = report.Summaries.Select(cluster => new ReportedCluster(cluster.Id, cluster.Name, cluster.Verdict));
        await verdicts.WriteAsync(report.OrganizationId, report.ReportId, clusters, cancellationToken);
        await details.WriteAsync(report, used, cancellationToken);
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
            ToolVersion = report.Tool.Version,
            PreviousReportId = report.PreviousReportId,
            Changes = report.Changes.Length,
            Files = files.ToImmutable(),
            Evidence = evidence,
            Signature = await writer.SignAsync(report, [.. files, evidence], ReportFileWriter.SignatureFormat, ReportSigner.FileName, cancellationToken),
        };
    }
}

/// <summary>A stored report and its facts.</summary>
internal sealed record StoredReport(ReportEntry Entry, AuditReport Report);
