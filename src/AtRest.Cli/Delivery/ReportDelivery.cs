using System.Collections.Immutable;
using AtRest.Cli.Auditing;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Reports;
using AtRest.Reports.Signing;

namespace AtRest.Cli.Delivery;

/// <summary>Writes the files that the options name. If one fails, the others are still written.</summary>
internal sealed class ReportDelivery(AuditSettings settings, ImmutableArray<IReportRenderer> renderers, ReportSigner? signer)
{
    private readonly OutputFolder? reports = settings.Output is { } folder ? new OutputFolder(folder, "--output") : null;
    private readonly OutputFolder? evidence = settings.SaveEvidence is { } folder ? new OutputFolder(folder, "--save-evidence") : null;
    private readonly List<string> written = [];
    private readonly List<string> errors = [];
    private readonly List<string> refusals = [];

    /// <summary>Why folders cannot be used, found without writing anything.</summary>
    public IEnumerable<string> FolderErrors => new[] { reports, evidence }.Select(folder => folder?.Error).OfType<string>();

    /// <summary>Paths of the files that were written.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>A sentence for each file that could not be written.</summary>
    public IReadOnlyList<string> Errors => [.. refusals, .. errors];

    /// <summary>The exit code if a file is missing; otherwise null. A format that a report is too large for is invalid input, as for <c>report render</c>.</summary>
    public int? Failure => errors.Count > 0 ? ExitCode.UnexpectedFailure : refusals.Count > 0 ? ExitCode.InvalidInput : null;

    /// <exception cref="InvalidInputException">A file cannot be written.</exception>
    public void Prepare(ImmutableArray<string> organizations)
    {
        IEnumerable<string> signatures = signer is null ? [] : Names(ReportSigner.FileName);
        IEnumerable<string> faults =
        [
            .. reports?.Faults(organizations, [.. renderers.SelectMany(renderer => Names(renderer.FileName)), .. signatures]) ?? [],
            .. evidence?.Faults(organizations, [EvidenceFolder.FileName, .. signatures]) ?? [],
        ];
        if (faults.ToList() is { Count: > 0 } found)
        {
            throw new InvalidInputException(found);
        }
    }

    /// <summary>Writes the files of a report, on all cores. What happened is reported in the order of the formats.</summary>
    public async Task WriteAsync(AuditEvidence source, AuditReport report, CancellationToken cancellationToken)
    {
        var files = FilesOf(source, report);
        var ends = new FileEnd[files.Count];
        await Parallel.ForAsync(
            0,
            files.Count,
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
            async (index, token) => ends[index] = await TryWriteAsync(files[index], token));
        Array.ForEach(ends, Note);
        if (signer is not null && await SignAsync(signer, report, [.. ends.Select(end => end.Digest).OfType<FileDigest>()], cancellationToken) is { } signature)
        {
            var paths = new[] { reports, evidence }.OfType<OutputFolder>().Select(one => one.PathOf(report.OrganizationId, ReportFileName.Of(ReportSigner.FileName, report.Scope)));
            foreach (var path in paths.Distinct(StringComparer.Ordinal))
            {
                Note(await TryWriteAsync(new OutputFile(path, (stream, token) => stream.WriteAsync(signature, token).AsTask()), cancellationToken));
            }
        }
    }

    /// <summary>What the options name. A format that the report is too large for is refused.</summary>
    private List<OutputFile> FilesOf(AuditEvidence source, AuditReport report)
    {
        List<OutputFile> files = [];
        if (evidence is not null)
        {
            files.Add(new OutputFile(evidence.PathOf(report.OrganizationId, EvidenceFolder.FileName), (stream, token) => EvidenceSerializer.WriteAsync(source, stream, token)));
        }

        foreach (var renderer in reports is null ? [] : renderers)
        {
            if (renderer.RefusalOf(report.Summaries.Length) is { } refusal)
            {
                refusals.Add($"The report of organization '{report.OrganizationId}' could not be written: {refusal}");
                continue;
            }

            files.Add(new OutputFile(reports!.PathOf(report.OrganizationId, ReportFileName.Of(renderer.FileName, report.Scope)), (stream, token) => renderer.RenderAsync(report, stream, token)));
        }

        return files;
    }

    /// <summary>A signature about the files that were written.</summary>
    private async Task<byte[]?> SignAsync(ReportSigner by, AuditReport report, List<FileDigest> files, CancellationToken cancellationToken)
    {
        try
        {
            return files.Count == 0 ? null : await by.SignAsync(report, files, cancellationToken);
        }
        catch (SigningKeyException exception)
        {
            errors.Add($"The files of organization '{report.OrganizationId}' could not be signed: {exception.Message}");
            return null;
        }
    }

    private static IEnumerable<string> Names(string fileName) => Enum.GetValues<ReportScope>().Select(scope => ReportFileName.Of(fileName, scope));

    private async Task<FileEnd> TryWriteAsync(OutputFile file, CancellationToken cancellationToken)
    {
        try
        {
            if (signer is not null)
            {
                return new FileEnd(file.Path, await AtomicFile.WriteHashedAsync(file.Path, file.Write, cancellationToken), Error: null);
            }

            await AtomicFile.WriteAsync(file.Path, file.Write, cancellationToken);
            return new FileEnd(file.Path, Digest: null, Error: null);
        }
        catch (SigningKeyException exception)
        {
            return new FileEnd(file.Path, Digest: null, $"'{file.Path}' could not be signed: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new FileEnd(file.Path, Digest: null, $"'{file.Path}' could not be written: {FileFault.Reason(exception)}.");
        }
    }

    private void Note(FileEnd end)
    {
        if (end.Error is { } error)
        {
            errors.Add(error);
        }
        else
        {
            written.Add(end.Path);
        }
    }

    private sealed record OutputFile(string Path, Func<Stream, CancellationToken, Task> Write);

    /// <summary>What became of a file.</summary>
    /// <param name="Path">Its path.</param>
    /// <param name="Digest">What a signature is about; null if it was not written, or is not signed.</param>
    /// <param name="Error">Why it was not written.</param>
    private sealed record FileEnd(string Path, FileDigest? Digest, string? Error);
}
