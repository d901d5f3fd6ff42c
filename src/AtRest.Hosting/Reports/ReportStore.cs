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
/// Writes reports: evidence, files, what is known of them, and last the index entry, by which the report is seen. Each is written only if it is not there yet, and
/// whoever comes second goes on with what the first one wrote: so a report is the same whoever is killed where.
/// </summary>
internal sealed class ReportStore(IBlobStore blobs, IEnumerable<IReportRenderer> renderers)
{
    private static readonly ToolInfo Tool = new(
        "AtRest", typeof(ReportStore).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0.0.0");

    private readonly ImmutableArray<IReportRenderer> renderers = [.. renderers];

    public async Task<StoredReport> StoreAsync(AuditEvidence evidence, AuditOrder order, CancellationToken cancellationToken)
    {
        var report = new Auditor(RuleCatalog.All, Tool).Audit(await FixAsync(evidence, cancellationToken));
        var name = ReportBlobs.Entry(report.OrganizationId, report.ReportId);
        var entry = await blobs.ReadJsonAsync<ReportEntry>(name, cancellationToken)
            ?? await blobs.CreateJsonAsync(name, await WriteFilesAsync(report, order, cancellationToken), cancellationToken);
        await blobs.WriteJsonAsync(ReportBlobs.Index(entry), entry, WriteCondition.CreateOnly, cancellationToken);
        return new StoredReport(entry, report);
    }

    /// <summary>The evidence that the report rests on: this, or what was there before.</summary>
    private async Task<AuditEvidence> FixAsync(AuditEvidence evidence, CancellationToken cancellationToken)
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
            // It was changed since: what the batches hold, which was checked, takes its place.
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

        return new ReportEntry
        {
            ReportId = report.ReportId,
            AuditId = report.AuditId,
            OrganizationId = report.OrganizationId,
            GeneratedAt = report.GeneratedAt,
            Cause = order.Cause,
            Detail = order.Detail,
            Verdict = report.Verdict,
            Clusters = [.. report.Clusters.Select(cluster => new ReportedCluster(cluster.Cluster.Id, cluster.Cluster.Name, cluster.Verdict))],
            LeftOut = report.LeftOut.Length,
            Headline = report.Headline,
            Demo = report.Demo,
            PreviousReportId = report.PreviousReportId,
            Changes = report.Changes.Length,
            Files = files.ToImmutable(),
        };
    }

    /// <summary>Writes a blob, or if it is there already puts its content into the buffer instead: another version of the program may have written it.</summary>
    private async Task<bool> CreateAsync(string name, MemoryStream buffer, string mediaType, CancellationToken cancellationToken)
    {
        buffer.Position = 0;
        var isWritten = (await blobs.WriteAsync(name, buffer, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = mediaType }, cancellationToken)).IsWritten;
        if (!isWritten)
        {
            var there = await blobs.ReadAsync(name, cancellationToken) ?? throw new StorageException($"The blob '{name}' was there a moment ago and is gone.") { IsTransient = true };
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

/// <summary>A report that is stored, and what it says.</summary>
internal sealed record StoredReport(ReportEntry Entry, AuditReport Report);
