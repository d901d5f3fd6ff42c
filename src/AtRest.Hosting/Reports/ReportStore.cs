using System.Collections.Immutable;
using System.Reflection;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Rules;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Reports.Details;
using AtRest.Reports;
using AtRest.Reports.Bundle;
using AtRest.Reports.Signing;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>
/// Writes reports: the evidence, the files, the signature, the verdicts, the facts about them, and last the index entry, which makes the report visible. Each is written only if it does not exist, and
/// a second writer continues with what the first one wrote, so that a report is the same wherever a process is killed.
/// </summary>
internal sealed class ReportStore(IBlobStore blobs, ClusterVerdicts verdicts, LatestReports latest, StoredFormats formats, ReportDetails details, ReportBundle bundle, ReportSigner signer)
{
    /// <summary>The name of the evidence among the files.</summary>
    public const string EvidenceFormat = "evidence";

    /// <summary>The name of the signature among the files.</summary>
    public const string SignatureFormat = "signature";

    private static readonly ToolInfo Tool = new(
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
        await CreateAsync(
            ReportBlobs.Compared(report.OrganizationId, report.ReportId), BlobJson.MediaType, (stream, token) => ComparedSerializer.WriteAsync(PreviousAudit.Of(report), stream, token), cancellationToken);
        var evidence = await EvidenceFileAsync(report, cancellationToken);
        var files = ImmutableArray.CreateBuilder<ReportFile>();

        // The bundle is made of the other files, as they are stored.
        foreach (var renderer in formats.Of(report.Summaries.Length).OrderBy(renderer => renderer.Format == ReportBundle.Format))
        {
            files.Add(await CreateFileAsync(report, renderer.Format, renderer.FileName, renderer.MediaType, renderer.Format == ReportBundle.Format
                ? (stream, token) => bundle.WriteAsync(report, Parts(report, [.. files], evidence), stream, token)
                : (stream, token) => renderer.RenderAsync(report, stream, token), cancellationToken));
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
            PreviousReportId = report.PreviousReportId,
            Changes = report.Changes.Length,
            Files = files.ToImmutable(),
            Evidence = evidence,
            Signature = await SignAsync(report, [.. files, evidence], cancellationToken),
        };
    }

    private async Task<ReportFile> EvidenceFileAsync(AuditReport report, CancellationToken cancellationToken)
    {
        var digest = await blobs.DigestAsync(ReportBlobs.Evidence(report.OrganizationId, report.ReportId), cancellationToken);
        return new ReportFile { Format = EvidenceFormat, FileName = ReportBundle.EvidenceFileName, MediaType = BlobJson.MediaType, Length = digest.Length, Sha256 = digest.Sha256 };
    }

    private async Task<ReportFile> CreateFileAsync(AuditReport report, string format, string fileName, string mediaType, Func<Stream, CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, fileName);

        // If it exists, another version of the program may have written it.
        var digest = await CreateAsync(name, mediaType, make, cancellationToken) ?? await blobs.DigestAsync(name, cancellationToken);
        return new ReportFile { Format = format, FileName = fileName, MediaType = mediaType, Length = digest.Length, Sha256 = digest.Sha256 };
    }

    /// <summary>One signature over all files. A second writer keeps the first one: the files are the same.</summary>
    private async Task<ReportFile?> SignAsync(AuditReport report, ImmutableArray<ReportFile> files, CancellationToken cancellationToken) =>
        await signer.SignAsync(report, files.Select(file => new FileDigest(NameIn(report, file), file.Length, file.Sha256)), cancellationToken) is { } signature
            ? await CreateFileAsync(report, SignatureFormat, ReportSigner.FileName, ReportSigner.MediaType, (stream, token) => stream.WriteAsync(signature, token).AsTask(), cancellationToken)
            : null;

    private IEnumerable<BundlePart> Parts(AuditReport report, ImmutableArray<ReportFile> files, ReportFile evidence) =>
    [
        .. files.Select(file => new BundlePart(file.Format, NameIn(report, file), file.MediaType, (stream, token) => CopyAsync(report, file, stream, token))),
        BundlePart.OfEvidence((stream, token) => CopyAsync(report, evidence, stream, token)),
    ];

    private async Task CopyAsync(AuditReport report, ReportFile file, Stream stream, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName);
        var blob = await blobs.ReadAsync(name, cancellationToken) ?? throw new StorageException($"The blob '{name}' was deleted while AtRest was working with it.") { IsTransient = true };
        await using (blob)
        {
            await blob.Content.CopyToAsync(stream, cancellationToken);
        }
    }

    /// <summary>The name of a file in a bundle and in a signature: the one that the command line gives it.</summary>
    private static string NameIn(AuditReport report, ReportFile file) => file.Format == EvidenceFormat ? file.FileName : ReportFileName.Of(file.FileName, report.Scope);

    /// <summary>Writes a blob. Null if it exists.</summary>
    private Task<BlobDigest?> CreateAsync(string name, string mediaType, Func<Stream, CancellationToken, Task> make, CancellationToken cancellationToken) =>
        blobs.WriteAsync(name, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = mediaType }, make, cancellationToken);
}

/// <summary>A stored report and its facts.</summary>
internal sealed record StoredReport(ReportEntry Entry, AuditReport Report);
