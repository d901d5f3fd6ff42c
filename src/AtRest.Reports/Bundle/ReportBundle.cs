using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Reports.Signing;
using AtRest.Reports.Zip;

namespace AtRest.Reports.Bundle;

/// <summary>Writes a bundle: a ZIP file with the files of a report, what they are, and the signature over them.</summary>
public sealed class ReportBundle(ReportSigner signer)
{
    /// <summary>The name of the format.</summary>
    public const string Format = "bundle";

    /// <summary>The name of the evidence's file.</summary>
    public const string EvidenceFileName = "evidence.json";

    /// <summary>
    /// Writes the bundle and flushes the stream, which stays open. The same files give the same bytes, except for the signature, which is the last file: it has the time of the signature.
    /// </summary>
    /// <param name="report">The report.</param>
    /// <param name="parts">Its files, with the evidence.</param>
    /// <param name="stream">Receives the ZIP file.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    /// <exception cref="IOException">The stream could not be written, or a file is too large for the ZIP format.</exception>
    /// <exception cref="SigningKeyException">There is a key, and it cannot be used.</exception>
    public async Task WriteAsync(AuditReport report, IEnumerable<BundlePart> parts, Stream stream, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ImmutableArray<BundlePart> ordered = [.. parts.OrderBy(part => part.FileName, StringComparer.Ordinal)];
        var zip = new ZipWriter(stream);
        var files = new List<ManifestFile>
        {
            ManifestFile.Of(await zip.AddAsync(BundleReadme.FileName, ZipLayout.Deflated, Text(BundleReadme.Write(report, ordered)), cancellationToken), BundleReadme.MediaType),
        };
        foreach (var part in ordered)
        {
            files.Add(ManifestFile.Of(await zip.AddAsync(part.FileName, ZipLayout.Deflated, part.WriteAsync, cancellationToken), part.MediaType));
        }

        var manifest = await zip.AddAsync(BundleManifest.FileName, ZipLayout.Stored, Bytes(BundleManifest.Of(report, files).Write()), cancellationToken);
        var signed = files.Select(file => new FileDigest(file.Name, file.Length, file.Sha256)).Append(manifest.File);
        if (await signer.SignAsync(report, signed, cancellationToken) is { } signature)
        {
            await zip.AddAsync(BundleManifest.SignatureFileName, ZipLayout.Stored, Bytes(signature), cancellationToken);
        }

        await zip.CompleteAsync(cancellationToken);
    }

    private static Func<Stream, CancellationToken, Task> Text(string text) => Bytes(System.Text.Encoding.UTF8.GetBytes(text));

    private static Func<Stream, CancellationToken, Task> Bytes(byte[] bytes) => (stream, token) => stream.WriteAsync(bytes, token).AsTask();
}

/// <summary>A file of a bundle.</summary>
/// <param name="Format">The name of its format; <c>evidence</c> for the evidence.</param>
/// <param name="FileName">Its name.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="WriteAsync">Writes its content.</param>
public sealed record BundlePart(string Format, string FileName, string MediaType, Func<Stream, CancellationToken, Task> WriteAsync)
{
    /// <summary>A report in a format.</summary>
    public static BundlePart Of(IReportRenderer renderer, AuditReport report) =>
        new(renderer.Format, ReportFileName.Of(renderer.FileName, report.Scope), renderer.MediaType, (stream, token) => renderer.RenderAsync(report, stream, token));

    /// <summary>The evidence of a report.</summary>
    public static BundlePart OfEvidence(Func<Stream, CancellationToken, Task> writeAsync) => new("evidence", ReportBundle.EvidenceFileName, "application/json", writeAsync);
}
