using System.Collections.Immutable;
using System.Text;
using AtRest.Core.Audits;
using AtRest.Reports.Bundle;
using AtRest.Reports.Zip;

namespace AtRest.Reports.Verifying;

/// <summary>Checks a bundle: its bytes, its signature, and its files against its evidence.</summary>
internal sealed class BundleCheck(ImmutableArray<IReportRenderer> renderers, VerifyRequest request)
{
    private const int LongestManifest = 1024 * 1024;

    /// <summary>A few megabytes can decompress to more than this.</summary>
    private const long MostBytes = 16L * 1024 * 1024 * 1024;

    public async Task<ImmutableArray<Proof>> CheckAsync(Stream file, CancellationToken cancellationToken)
    {
        var proofs = ImmutableArray.CreateBuilder<Proof>();
        try
        {
            var zip = await ZipReader.OpenAsync(file, cancellationToken);
            var (manifest, digest, signature) = await ReadManifestAsync(zip, cancellationToken);
            await CheckFilesAsync(zip, manifest, cancellationToken);
            proofs.Add(Proof.Proven($"The bundle is whole: its {manifest.Files.Length} files have the SHA-256 of its manifest, and it has nothing else."));
            proofs.AddRange(CheckSignature(manifest, digest, signature));
            await CheckInnerSignaturesAsync(zip, manifest, proofs, cancellationToken);
            if (request.JudgeAgain)
            {
                await JudgeAsync(zip, manifest, proofs, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is FormatException or EndOfStreamException)
        {
            proofs.Add(Proof.Wrong(exception is FormatException ? exception.Message : "The ZIP file was changed: it ends too early."));
        }

        return proofs.ToImmutable();
    }

    private static async Task<(BundleManifest Manifest, FileDigest Digest, byte[]? Signature)> ReadManifestAsync(ZipReader zip, CancellationToken cancellationToken)
    {
        if (zip.Entries.Sum(entry => entry.Length) > MostBytes)
        {
            throw new FormatException($"The bundle says that its files have more than {MostBytes} bytes. AtRest does not write such bundles.");
        }

        var manifest = zip.Entries.FirstOrDefault(entry => entry.Name == BundleManifest.FileName) ?? throw new FormatException($"The bundle has no '{BundleManifest.FileName}'.");
        var signature = zip.Entries.FirstOrDefault(entry => entry.Name == BundleManifest.SignatureFileName);
        var (bytes, digest) = await ReadAsync(manifest);
        return (BundleManifest.Read(bytes), digest, signature is null ? null : (await ReadAsync(signature)).Bytes);

        async Task<(byte[] Bytes, FileDigest Digest)> ReadAsync(ZipEntry entry)
        {
            if (entry.Method != ZipLayout.Stored || entry.Length > LongestManifest || entry.CompressedLength != entry.Length)
            {
                throw new FormatException($"'{entry.Name}' is not one that AtRest wrote.");
            }

            using var content = new MemoryStream();
            var read = await zip.CopyAsync(entry, content, cancellationToken);
            return (content.ToArray(), read.File);
        }
    }

    private static async Task CheckFilesAsync(ZipReader zip, BundleManifest manifest, CancellationToken cancellationToken)
    {
        IEnumerable<string> names = [.. manifest.Files.Select(file => file.Name), BundleManifest.FileName];
        IEnumerable<string> written = zip.Entries.Select(entry => entry.Name);
        if (!written.SequenceEqual(names) && !written.SequenceEqual(names.Append(BundleManifest.SignatureFileName)))
        {
            throw new FormatException($"The files of the bundle are not those of its '{BundleManifest.FileName}'.");
        }

        foreach (var (entry, file) in zip.Entries.Zip(manifest.Files))
        {
            var read = await zip.CopyAsync(entry, null, cancellationToken);
            if (entry.Method != ZipLayout.Deflated || ManifestFile.Of(read, file.MediaType) != file)
            {
                throw new FormatException($"'{file.Name}' was changed: it does not have the length and SHA-256 of '{BundleManifest.FileName}'.");
            }
        }
    }

    private ImmutableArray<Proof> CheckSignature(BundleManifest manifest, FileDigest digest, byte[]? signature)
    {
        if (signature is null)
        {
            return [Proof.NotProven("The bundle is not signed: nothing shows who wrote it.")];
        }

        var check = SignatureCheck.OfExact(signature, request.Trusted);
        if (check.Statement is not { } statement)
        {
            return check.Proofs;
        }

        var signed = statement.Subject.Select(subject => (subject.Name, subject.Sha256));
        var there = manifest.Files.Select(file => (file.Name, (string?)file.Sha256)).Append((digest.Name, digest.Sha256));
        var (said, tool) = (statement.Predicate, statement.Predicate.Tool);
        return !signed.SequenceEqual(there)
            ? [.. check.Proofs, Proof.Wrong("The signature is about other files: the bundle was changed after it was signed.")]
            : (said.ReportId, said.AuditId, said.Organization, said.GeneratedAt) != (manifest.ReportId, manifest.AuditId, manifest.Organization.Id, manifest.GeneratedAt)
                || (tool.Name, tool.Version, tool.Commit, tool.RuleCatalogue) != (manifest.Tool.Name, manifest.Tool.Version, manifest.Tool.Commit, manifest.RuleCatalogue.Sha256)
            ? [.. check.Proofs, Proof.Wrong("The signature is about another report than the bundle.")]
            : check.Proofs;
    }

    /// <summary>Files that contain a signature: the one of the bundle says whose they are, but theirs must be valid too.</summary>
    private async Task CheckInnerSignaturesAsync(ZipReader zip, BundleManifest manifest, ImmutableArray<Proof>.Builder proofs, CancellationToken cancellationToken)
    {
        foreach (var (entry, file) in zip.Entries.Zip(manifest.Files).Where(pair => pair.First.Length <= IEndsWithSignature.LongestFile))
        {
            if (FileKind.RendererOf(file.Name, renderers) is IEndsWithSignature ending)
            {
                using var content = new MemoryStream((int)entry.Length);
                await zip.CopyAsync(entry, content, cancellationToken);
                proofs.AddRange(ending.CheckSignature(content.ToArray(), request.Trusted).Select(proof => proof.AsNote() with { Text = $"'{file.Name}': {proof.Text}" }));
            }
        }
    }

    private async Task JudgeAsync(ZipReader zip, BundleManifest manifest, ImmutableArray<Proof>.Builder proofs, CancellationToken cancellationToken)
    {
        var evidence = zip.Entries.FirstOrDefault(entry => entry.Name == ReportBundle.EvidenceFileName);
        if (evidence is null || evidence.Length > Judgement.LongestEvidence)
        {
            proofs.Add(evidence is null ? Proof.Wrong("The bundle has no evidence.") : Proof.NotProven("The evidence is too large to be judged again."));
            return;
        }

        Judgement judgement;
        try
        {
            judgement = await Judgement.OfAsync(zip.Open(evidence), new ToolInfo(manifest.Tool.Name, manifest.Tool.Version), request, cancellationToken);
        }
        catch (EvidenceFormatException exception)
        {
            proofs.Add(Proof.Wrong($"'{evidence.Name}': {exception.Message}"));
            return;
        }

        proofs.Add(Proof.Proven("Every piece of evidence has the SHA-256 from the time when it was read."));
        var report = judgement.Report;
        if (!manifest.IsAboutTheSame(BundleManifest.Of(report, [])))
        {
            proofs.Add(judgement.IsByAnother
                ? Proof.NotProven($"'{BundleManifest.FileName}' has another catalogue of rules than this program, or is about another report. {manifest.Tool.Name} {manifest.Tool.Version} wrote it: verify it with that version.")
                : Proof.Wrong($"'{BundleManifest.FileName}' is not about the report that this evidence gives, or has another catalogue of rules."));
        }
        else if (!judgement.IsByAnother && manifest.Tool.Commit != BuildInfo.Commit)
        {
            proofs.Add(Proof.Note($"Another build of {manifest.Tool.Name} {manifest.Tool.Version} wrote the bundle: commit {manifest.Tool.Commit ?? "unknown"}, and this is {BuildInfo.Commit ?? "unknown"}."));
        }

        var parts = new List<BundlePart>();
        foreach (var (entry, file) in zip.Entries.Zip(manifest.Files).Where(pair => pair.Second.Name is not (BundleReadme.FileName or ReportBundle.EvidenceFileName)))
        {
            var renderer = renderers.FirstOrDefault(known => ReportFileName.Of(known.FileName, report.Scope) == file.Name && known.Format != ReportBundle.Format);
            if (renderer is null)
            {
                proofs.Add(Proof.NotProven($"'{file.Name}' is in a format that this program does not know."));
                continue;
            }

            parts.Add(new BundlePart(renderer.Format, file.Name, file.MediaType, (_, _) => Task.CompletedTask));
            proofs.AddRange(await judgement.CompareAsync(renderer, file.Name, () => zip.Open(entry), cancellationToken));
            if (file.MediaType != renderer.MediaType && !judgement.IsByAnother)
            {
                proofs.Add(Proof.Wrong($"'{BundleManifest.FileName}' has another media type for '{file.Name}'."));
            }
        }

        await CheckReadmeAsync(zip, judgement, parts, proofs, cancellationToken);
    }

    private static async Task CheckReadmeAsync(ZipReader zip, Judgement judgement, List<BundlePart> parts, ImmutableArray<Proof>.Builder proofs, CancellationToken cancellationToken)
    {
        var evidence = BundlePart.OfEvidence((_, _) => Task.CompletedTask);
        var expected = BundleReadme.Write(judgement.Report, parts.Append(evidence).OrderBy(part => part.FileName, StringComparer.Ordinal));
        var content = zip.Open(zip.Entries[0]);
        await using (content)
        {
            var comparison = new ByteComparison(content);
            await comparison.WriteAsync(Encoding.UTF8.GetBytes(expected), cancellationToken);
            comparison.End(0);
            if (zip.Entries[0].Name != BundleReadme.FileName || comparison.FirstDifference is not null)
            {
                proofs.Add(judgement.IsByAnother ? Proof.NotProven($"'{BundleReadme.FileName}' has another text than this program writes.") : Proof.Wrong($"'{BundleReadme.FileName}' is not the text that belongs to this report."));
            }
        }
    }
}
