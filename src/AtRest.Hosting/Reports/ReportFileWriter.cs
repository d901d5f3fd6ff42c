using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports;
using AtRest.Reports.Bundle;
using AtRest.Reports.Signing;
using AtRest.Storage;

namespace AtRest.Hosting.Reports;

/// <summary>Writes the files of reports and the signatures over them. A file that exists is never written again, so that a second writer has the same files as the first one.</summary>
internal sealed class ReportFileWriter(IBlobStore blobs, VerifiedFiles verified, ReportSigner signer)
{
    /// <summary>The name of the evidence among the files.</summary>
    public const string EvidenceFormat = "evidence";

    /// <summary>The name of the signature among the files.</summary>
    public const string SignatureFormat = "signature";

    /// <summary>The facts about the evidence, which is stored before any file.</summary>
    public async Task<ReportFile> EvidenceAsync(AuditReport report, CancellationToken cancellationToken)
    {
        var digest = await blobs.DigestAsync(ReportBlobs.Evidence(report.OrganizationId, report.ReportId), cancellationToken);
        return new ReportFile { Format = EvidenceFormat, FileName = ReportBundle.EvidenceFileName, MediaType = BlobJson.MediaType, Length = digest.Length, Sha256 = digest.Sha256 };
    }

    /// <summary>Writes the report in a format.</summary>
    public Task<ReportFile> WriteAsync(AuditReport report, IReportRenderer renderer, CancellationToken cancellationToken) =>
        CreateFileAsync(report, renderer.Format, renderer.FileName, renderer.MediaType, (stream, token) => renderer.RenderAsync(report, stream, token), cancellationToken);

    /// <summary>Writes a bundle: the given files as they are stored, and the other parts.</summary>
    public Task<ReportFile> WriteBundleAsync(
        AuditReport report, IReportRenderer renderer, ReportBundle bundle, ImmutableArray<ReportFile> stored, IEnumerable<IReportRenderer> others, CancellationToken cancellationToken)
    {
        var parts = stored.Select(file => new BundlePart(file.Format, NameIn(report, file), file.MediaType, (stream, token) => CopyAsync(report, file, stream, token)))
            .Concat(others.Select(other => BundlePart.Of(other, report)));
        return CreateFileAsync(report, renderer.Format, renderer.FileName, renderer.MediaType, (stream, token) => bundle.WriteAsync(report, parts, stream, token), cancellationToken);
    }

    /// <summary>One signature over files; null if there is no key. A second writer keeps the first one: the files are the same.</summary>
    public async Task<ReportFile?> SignAsync(AuditReport report, IEnumerable<ReportFile> files, string format, string fileName, CancellationToken cancellationToken) =>
        await signer.SignAsync(report, files.Select(file => new FileDigest(NameIn(report, file), file.Length, file.Sha256)), cancellationToken) is { } signature
            ? await CreateFileAsync(report, format, fileName, ReportSigner.MediaType, (stream, token) => stream.WriteAsync(signature, token).AsTask(), cancellationToken)
            : null;

    /// <summary>Writes a blob. Null if it exists.</summary>
    public Task<BlobDigest?> CreateAsync(string name, string mediaType, Func<Stream, CancellationToken, Task> make, CancellationToken cancellationToken) =>
        blobs.WriteAsync(name, new BlobWrite { Condition = WriteCondition.CreateOnly, ContentType = mediaType }, make, cancellationToken);

    private async Task<ReportFile> CreateFileAsync(AuditReport report, string format, string fileName, string mediaType, Func<Stream, CancellationToken, Task> make, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, fileName);

        // If it exists, another version of the program may have written it.
        var digest = await CreateAsync(name, mediaType, make, cancellationToken) ?? await blobs.DigestAsync(name, cancellationToken);
        return new ReportFile { Format = format, FileName = fileName, MediaType = mediaType, Length = digest.Length, Sha256 = digest.Sha256 };
    }

    private async Task CopyAsync(AuditReport report, ReportFile file, Stream stream, CancellationToken cancellationToken)
    {
        var name = ReportBlobs.File(report.OrganizationId, report.ReportId, file.FileName);
        var blob = await verified.OpenAsync(name, file, cancellationToken) ?? throw new StorageException($"The blob '{name}' was deleted while AtRest was working with it.") { IsTransient = true };
        await using (blob)
        {
            await blob.Content.CopyToAsync(stream, cancellationToken);
        }
    }

    /// <summary>The name of a file in a bundle and in a signature: the one that the command line gives it.</summary>
    private static string NameIn(AuditReport report, ReportFile file) => file.Format == EvidenceFormat ? file.FileName : ReportFileName.Of(file.FileName, report.Scope);
}
