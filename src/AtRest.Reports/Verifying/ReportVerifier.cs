using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using AtRest.Core.Audits;
using AtRest.Reports.Bundle;
using AtRest.Reports.Signing;
using AtRest.Reports.Zip;

namespace AtRest.Reports.Verifying;

/// <summary>Verifies files of reports: signatures, hashes, and whether the evidence gives the report.</summary>
public sealed partial class ReportVerifier
{
    private readonly Lazy<ImmutableArray<IReportRenderer>> renderers;

    /// <summary>The renderers make the files again, to compare.</summary>
    public ReportVerifier(IEnumerable<IReportRenderer> renderers) => this.renderers = new(() => [.. renderers]);

    /// <summary>Verifies each file. What a hostile file makes it read is bounded.</summary>
    /// <exception cref="IOException">A file could not be read.</exception>
    /// <exception cref="UnauthorizedAccessException">A file could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<ImmutableArray<VerifiedFile>> VerifyAsync(VerifyRequest request, CancellationToken cancellationToken)
    {
        var verified = ImmutableArray.CreateBuilder<VerifiedFile>(request.Files.Length);
        var run = new Run(this, request);
        foreach (var file in request.Files)
        {
            verified.Add(await run.VerifyAsync(file, cancellationToken));
        }

        return verified.ToImmutable();
    }

    /// <summary>One run, which remembers what several files need.</summary>
    private sealed partial class Run(ReportVerifier verifier, VerifyRequest request)
    {
        private readonly Dictionary<string, InTotoStatement?> statements = new(StringComparer.Ordinal);
        private readonly Dictionary<string, (Judgement? Judgement, string? Problem)> judgements = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> digests = new(StringComparer.Ordinal);

        public async Task<VerifiedFile> VerifyAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var kind = await FileKind.OfAsync(file, verifier.renderers.Value, cancellationToken);
            return new VerifiedFile(file.Path, kind, kind switch
            {
                ReportBundle.Format => await CheckBundleAsync(file, cancellationToken),
                FileKind.Signature => await CheckSignatureAsync(file, cancellationToken),
                FileKind.Evidence => await CheckEvidenceAsync(file, cancellationToken),
                FileKind.Unknown => [Proof.NotProven("This is not a file that AtRest writes: neither a report, nor evidence, a bundle or a signature."), .. await CheckDigestAsync(file, cancellationToken)],
                _ => await CheckReportAsync(file, cancellationToken),
            });
        }

        private async Task<ImmutableArray<Proof>> CheckBundleAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var stream = file.Open();
            await using (stream)
            {
                return await new BundleCheck(verifier.renderers.Value, request).CheckAsync(stream, cancellationToken);
            }
        }

        /// <summary>A signature is checked with all files that it names.</summary>
        private async Task<ImmutableArray<Proof>> CheckSignatureAsync(GivenFile file, CancellationToken cancellationToken)
        {
            if (await ReadAsync(file, SignatureCheck.LongestEnvelope, cancellationToken) is not { } bytes)
            {
                return [Proof.Wrong("The file is too large for a signature.")];
            }

            var check = SignatureCheck.Of(bytes, request.Trusted);
            var proofs = check.Proofs.ToBuilder();
            foreach (var subject in check.Statement?.Subject ?? [])
            {
                if (!ZipLayout.IsName(subject.Name) || file.Beside(subject.Name).FirstOrDefault() is not { } named)
                {
                    proofs.Add(Proof.NotProven($"'{subject.Name}', which the signature names, is not beside it."));
                    continue;
                }

                proofs.Add(await DigestAsync(named, cancellationToken) == subject.Sha256
                    ? Proof.Proven($"'{subject.Name}' has the SHA-256 that was signed.")
                    : Proof.Wrong($"'{subject.Name}' was changed: it does not have the SHA-256 that was signed."));
                if (await FileKind.OfAsync(named, verifier.renderers.Value, cancellationToken) is not (FileKind.Signature or FileKind.Evidence or FileKind.Unknown or ReportBundle.Format))
                {
                    proofs.AddRange((await CheckOwnSignatureAsync(named, cancellationToken)).Select(proof => proof.AsNote() with { Text = $"'{named.Name}': {proof.Text}" }));
                    proofs.AddRange(await JudgeAsync(named, check.Statement, cancellationToken));
                }
            }

            return proofs.ToImmutable();
        }

        private async Task<ImmutableArray<Proof>> CheckEvidenceAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var proofs = (await CheckDigestAsync(file, cancellationToken)).ToBuilder();
            var (_, problem) = await JudgementOfAsync(file, request.Tool, cancellationToken);
            proofs.Add(problem is null ? Proof.Proven("Every piece of evidence has the SHA-256 from the time when it was read.") : Proof.Wrong(problem));
            return proofs.ToImmutable();
        }

        private async Task<ImmutableArray<Proof>> CheckReportAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var own = await CheckOwnSignatureAsync(file, cancellationToken);
            var found = await FindSignatureAsync(file, cancellationToken);
            ImmutableArray<Proof> signatures = own.IsEmpty ? found.Proofs
                : found.IsMissing ? own
                : found.IsProven ? [.. own.Select(proof => proof.AsNote()), .. found.Proofs]
                : [.. own, .. found.Proofs];
            return [.. signatures, .. await CheckEvidenceBesideAsync(file, found.Statement, cancellationToken), .. await JudgeAsync(file, found.Statement, cancellationToken)];
        }

        /// <summary>Checks the signature in the file itself; nothing if it has none.</summary>
        private async Task<ImmutableArray<Proof>> CheckOwnSignatureAsync(GivenFile file, CancellationToken cancellationToken)
        {
            if (FileKind.RendererOf(file.Name, verifier.renderers.Value) is not IEndsWithSignature ending)
            {
                return [];
            }

            return await ReadAsync(file, IEndsWithSignature.LongestFile, cancellationToken) is { } bytes
                ? ending.CheckSignature(bytes, request.Trusted)
                : [Proof.NotProven("The file is too large: AtRest does not check whether it contains a signature.")];
        }

        /// <summary>The evidence beside a signed file must be the one that was signed with it, whether it is judged again or not.</summary>
        private async Task<ImmutableArray<Proof>> CheckEvidenceBesideAsync(GivenFile file, InTotoStatement? statement, CancellationToken cancellationToken) =>
            EvidenceOf(statement) is not { } signed || file.Beside(ReportBundle.EvidenceFileName).FirstOrDefault() is not { } evidence ? []
                : await DigestAsync(evidence, cancellationToken) == signed ? [Proof.Proven($"'{evidence.Name}' beside it has the SHA-256 that was signed.")]
                : [Proof.Wrong($"'{evidence.Name}' beside it is not the evidence that was signed with it: it was changed, or belongs to another report.")];

        /// <summary>The SHA-256 of the evidence that was signed with a report; null if none was.</summary>
        private static string? EvidenceOf(InTotoStatement? statement) => statement?.Subject.FirstOrDefault(subject => subject.Name == ReportBundle.EvidenceFileName)?.Sha256;

        private async Task<ImmutableArray<Proof>> CheckDigestAsync(GivenFile file, CancellationToken cancellationToken) => (await FindSignatureAsync(file, cancellationToken)).Proofs;

        /// <summary>Looks for a signature over the file among the given files and beside the file.</summary>
        private async Task<FoundSignature> FindSignatureAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var digest = await DigestAsync(file, cancellationToken);
            var signatures = await StatementsAsync(file, cancellationToken);
            var matching = new List<FoundSignature>();
            foreach (var (signature, statement) in signatures)
            {
                if (statement?.Subject.FirstOrDefault(subject => subject.Sha256 == digest) is { } subject)
                {
                    var check = SignatureCheck.Of((await ReadAsync(signature, SignatureCheck.LongestEnvelope, cancellationToken))!, request.Trusted);
                    matching.Add(new FoundSignature([.. check.Proofs, Proof.Proven($"The file has the SHA-256 of '{subject.Name}' in '{signature.Name}'.")]) { Statement = statement });
                }
            }

            // One by a trusted key, if there is one.
            if (matching.Count > 0)
            {
                return matching.Find(found => found.IsProven) ?? matching[0];
            }

            var ending = file.Name[Math.Max(0, file.Name.IndexOf('.', StringComparison.Ordinal))..];
            foreach (var (signature, statement) in signatures)
            {
                if (statement is null)
                {
                    var bytes = await ReadAsync(signature, SignatureCheck.LongestEnvelope, cancellationToken) ?? [];
                    return new FoundSignature([.. SignatureCheck.Of(bytes, request.Trusted).Proofs.Select(proof => proof with { Text = $"'{signature.Name}': {proof.Text}" })]);
                }

                if (statement.Subject.FirstOrDefault(subject => subject.Name == file.Name) is { } same)
                {
                    return new FoundSignature([Proof.Wrong($"The file was changed, or belongs to another report: it does not have the SHA-256 of '{same.Name}' in '{signature.Name}'.")]);
                }

                if (signature.Name.Split('.')[0] == file.Name.Split('.')[0] && statement.Subject.Any(subject => subject.Name.EndsWith(ending, StringComparison.Ordinal)))
                {
                    return new FoundSignature([Proof.Wrong($"The file was changed: '{signature.Name}' has no file with its SHA-256.")]);
                }
            }

            return new FoundSignature([Proof.NotProven($"The file is not signed: no signature ('{ReportSigner.FileName}') beside it names it, so nothing shows who wrote it.")]) { IsMissing = true };
        }

        /// <summary>Compares a report with what the evidence beside it gives.</summary>
        private async Task<ImmutableArray<Proof>> JudgeAsync(GivenFile file, InTotoStatement? statement, CancellationToken cancellationToken)
        {
            if (!request.JudgeAgain)
            {
                return [];
            }

            var head = await HeadAsync(file, cancellationToken);
            var by = statement is { Predicate.Tool: { } signed } ? new ToolInfo(signed.Name, signed.Version)
                : Tool().Match(head) is { Success: true } tool ? new ToolInfo(tool.Groups[1].Value, tool.Groups[2].Value)
                : request.Tool;
            var wanted = statement?.Predicate.ReportId ?? (ReportId().Match(head) is { Success: true } id ? id.Groups[1].Value : null);
            var signedEvidence = EvidenceOf(statement);
            var problems = new List<Proof>();
            ImmutableArray<Proof> compared = [];
            foreach (var evidence in await EvidenceAsync(file, cancellationToken))
            {
                if (signedEvidence is not null && await DigestAsync(evidence, cancellationToken) != signedEvidence)
                {
                    problems.Add(Proof.NotProven($"'{evidence.Name}' is not the evidence that was signed with the report, so the report was not judged by it."));
                    continue;
                }

                var (judgement, problem) = await JudgementOfAsync(evidence, by, cancellationToken);
                if (judgement is null)
                {
                    problems.Add(Proof.Wrong($"'{evidence.Name}': {problem}"));
                }
                else if (wanted is not null && judgement.Report.ReportId != wanted)
                {
                    var text = $"'{evidence.Name}' is the evidence of another report ({judgement.Report.ReportId}), so the report was not judged again.";
                    problems.Add(signedEvidence is null ? Proof.NotProven(text) : Proof.Wrong(text));
                }
                else
                {
                    // Where the file does not say which report it is, other evidence may be its own.
                    var result = await judgement.CompareAsync(FileKind.RendererOf(file.Name, verifier.renderers.Value)!, file.Name, file.Open, cancellationToken);
                    if (Proof.AreEnough(result))
                    {
                        return result;
                    }

                    compared = compared.IsEmpty ? result : compared;
                }
            }

            return !compared.IsEmpty ? compared : problems.Count > 0 ? [.. problems] : [Proof.NotProven("The report was not judged again: its evidence is not beside it ('evidence.json'). Give it too, or omit this check with --signature-only.")];
        }

        private async Task<(Judgement? Judgement, string? Problem)> JudgementOfAsync(GivenFile evidence, ToolInfo by, CancellationToken cancellationToken)
        {
            var key = $"{evidence.Path}\n{by}";
            if (judgements.TryGetValue(key, out var known))
            {
                return known;
            }

            var stream = evidence.Open();
            await using (stream)
            {
                try
                {
                    known = stream.Length > Judgement.LongestEvidence ? (null, "The file is too large for evidence.")
                        : (await Judgement.OfAsync(stream, by, request, cancellationToken), null);
                }
                catch (EvidenceFormatException exception)
                {
                    known = (null, exception.Message);
                }
            }

            judgements.Add(key, known);
            return known;
        }

        private async Task<List<GivenFile>> EvidenceAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var found = new List<GivenFile>();
            foreach (var one in request.Files.Concat(file.Beside(null)).DistinctBy(one => one.Path))
            {
                if (await FileKind.OfAsync(one, verifier.renderers.Value, cancellationToken) == FileKind.Evidence)
                {
                    found.Add(one);
                }
            }

            return found;
        }

        /// <summary>The signatures that may be about a file. Without a statement, a signature is wrong.</summary>
        private async Task<List<(GivenFile File, InTotoStatement? Statement)>> StatementsAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var found = new List<(GivenFile, InTotoStatement?)>();
            foreach (var one in request.Files.Concat(file.Beside(null)).DistinctBy(one => one.Path))
            {
                if (await FileKind.OfAsync(one, verifier.renderers.Value, cancellationToken) != FileKind.Signature)
                {
                    continue;
                }

                if (!statements.TryGetValue(one.Path, out var statement))
                {
                    statement = await ReadAsync(one, SignatureCheck.LongestEnvelope, cancellationToken) is { } bytes ? SignatureCheck.Of(bytes, request.Trusted).Statement : null;
                    statements.Add(one.Path, statement);
                }

                found.Add((one, statement));
            }

            return found;
        }

        /// <summary>The bytes of a file; null if it is longer.</summary>
        private static async Task<byte[]?> ReadAsync(GivenFile file, int longest, CancellationToken cancellationToken)
        {
            var stream = file.Open();
            await using (stream)
            {
                if (stream.Length > longest)
                {
                    return null;
                }

                var bytes = new byte[stream.Length];
                await stream.ReadExactlyAsync(bytes, cancellationToken);
                return bytes;
            }
        }

        private async Task<string> DigestAsync(GivenFile file, CancellationToken cancellationToken)
        {
            if (!digests.TryGetValue(file.Path, out var digest))
            {
                var stream = file.Open();
                await using (stream)
                {
                    digests.Add(file.Path, digest = Convert.ToHexStringLower(await System.Security.Cryptography.SHA256.HashDataAsync(stream, cancellationToken)));
                }
            }

            return digest;
        }

        private static async Task<string> HeadAsync(GivenFile file, CancellationToken cancellationToken)
        {
            var bytes = new byte[4096];
            var stream = file.Open();
            await using (stream)
            {
                return Encoding.Latin1.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
            }
        }

        /// <summary>What is known about the signature over a file. Without a statement, no valid signature names the file's content.</summary>
        private sealed record FoundSignature(ImmutableArray<Proof> Proofs)
        {
            public InTotoStatement? Statement { get; init; }

            /// <summary>There is no signature that could be about the file.</summary>
            public bool IsMissing { get; init; }

            /// <summary>The file has the bytes that a trusted key signed.</summary>
            public bool IsProven => Statement is not null && Proof.AreEnough(Proofs);
        }

        [GeneratedRegex("""^\s*\{[^[]*?"tool":\s*\{\s*"name":\s*"([^"]{1,64})",\s*"version":\s*"([^"]{1,64})"\s*\}""")]
        private static partial Regex Tool();

        [GeneratedRegex("^\\s*\\{\\s*\"schemaVersion\":\\s*\"[^\"]*\",\\s*\"reportId\":\\s*\"([^\"]{1,64})\"")]
        private static partial Regex ReportId();
    }
}
